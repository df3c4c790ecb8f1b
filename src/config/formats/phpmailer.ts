// PHPMailer: a script that sends a test message; the secret from the environment.

import type { ConfigFormat } from '../format.js'
import { readPhp } from '../readers/php.js'
import { sourceReading } from '../readers/source-reading.js'
import { environmentFile, withEnvironment } from '../secret-file.js'
import { phpString } from '../syntax/literals.js'

const FILE_NAME = 'send-mail.php'

export const phpmailer: ConfigFormat = {
  ...sourceReading(['phpmailer', 'codeigniter'], readPhp, /\.php$/),
  id: 'phpmailer',
  title: 'PHPMailer (PHP script)',
  fileName: FILE_NAME,
  secret: 'reference',
  token: 'unsupported',
  proof: 'run by PHPMailer: the login and the message arrive at a TLS server',
  write(settings, { secretName = 'SMTP_PASSWORD', fileName = FILE_NAME }) {
    const { host, port, security, username } = settings
    const from = settings.from ?? username ?? ''
    const lines = [
      '<?php',
      `// Sends a message through ${host}: php ${fileName} you@example.com`,
      '',
      'use PHPMailer\\PHPMailer\\PHPMailer;',
      '',
      "require __DIR__ . '/vendor/autoload.php';",
      '',
      ...(username
        ? [
            `$secret = getenv(${phpString(secretName)});`,
            "if ($secret === false || $secret === '') {",
            `    fwrite(STDERR, ${phpString(`Set the environment variable ${secretName} first.`)} . PHP_EOL);`,
            '    exit(1);',
            '}',
            '',
          ]
        : []),
      '$mail = new PHPMailer(true);',
      '$mail->isSMTP();',
      `$mail->Host = ${phpString(host)};`,
      `$mail->Port = ${port};`,
      ...(security === 'tls' ? ['$mail->SMTPSecure = PHPMailer::ENCRYPTION_SMTPS;'] : []),
      ...(security === 'starttls' ? ['$mail->SMTPSecure = PHPMailer::ENCRYPTION_STARTTLS;'] : []),
      ...(security === 'none' ? ['$mail->SMTPAutoTLS = false;'] : []),
      ...(username
        ? ['$mail->SMTPAuth = true;', `$mail->Username = ${phpString(username)};`, '$mail->Password = $secret;']
        : ['$mail->SMTPAuth = false;']),
      "$mail->CharSet = 'UTF-8';",
      `$mail->setFrom(${phpString(from)}${settings.fromName ? `, ${phpString(settings.fromName)}` : ''});`,
      `$mail->addAddress($argv[1] ?? ${phpString(from)});`,
      "$mail->Subject = 'Test';",
      "$mail->Body = 'It works.';",
      '$mail->send();',
      "echo 'Taken by the server.', PHP_EOL;",
      '',
    ]
    return {
      text: lines.join('\n'),
      ...(username && { secretFiles: [environmentFile(secretName, settings, ['bash'])] }),
      notes: [],
      commands: ['composer require phpmailer/phpmailer', withEnvironment('php send-mail.php you@example.com')],
    }
  },
}
