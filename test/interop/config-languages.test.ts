// Frameworks and libraries, each run for real with the configuration that was written for it. The secret gets into the
// environment as the format's own commands say: from the .env beside it, by a shell.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { proveFormat, type Run } from '../config/prove-format.js'

const ASCII = ['signs', 'templates', 'blanks'] as const

/** Runs a command in a shell that has read the .env. */
const inShell = ({ run }: Run, command: string) => run('bash', ['-c', `(set -a; . ./.env; ${command})`])

function put(run: Run, name: string, text: string): void {
  const path = join(run.folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

proveFormat('django', {
  secrets: ASCII,
  send: (run) => {
    put(
      run,
      'send.py',
      'import django\nfrom django.core.mail import send_mail\nsend_mail("Test", "It works.", None, ["you@example.com"])\n',
    )
    return inShell(run, 'DJANGO_SETTINGS_MODULE=settings /usr/bin/python3 send.py')
  },
})

proveFormat('flask-mail', {
  secrets: ASCII,
  send: (run) => {
    put(
      run,
      'send.py',
      [
        'from flask import Flask',
        'from flask_mail import Mail, Message',
        'app = Flask(__name__)',
        'app.config.from_pyfile("config.py")',
        'with app.app_context():',
        '    Mail(app).send(Message("Test", recipients=["you@example.com"], body="It works."))',
      ].join('\n'),
    )
    return inShell(run, '/usr/bin/python3 send.py')
  },
})

proveFormat('phpmailer', {
  send: (run) => {
    put(run, 'vendor/autoload.php', "<?php\nrequire '/usr/share/php/libphp-phpmailer/autoload.php';\n")
    return inShell(run, `php send-mail.php you@example.com`)
  },
})

proveFormat('symfony', {
  fileName: '.env.local',
  send: (run) => {
    put(
      run,
      'send.php',
      [
        '<?php',
        "require '/usr/share/php/Symfony/Component/Dotenv/autoload.php';",
        "require '/usr/share/php/Symfony/Component/Mailer/autoload.php';",
        '(new Symfony\\Component\\Dotenv\\Dotenv())->load(__DIR__ . "/.env.local");',
        '$transport = Symfony\\Component\\Mailer\\Transport::fromDsn($_ENV["MAILER_DSN"]);',
        '$message = (new Symfony\\Component\\Mime\\Email())->from("me+x@example.com")->to("you@example.com")',
        '  ->subject("Test")->text("It works.");',
        '(new Symfony\\Component\\Mailer\\Mailer($transport))->send($message);',
      ].join('\n'),
    )
    return run.run('php', ['send.php'])
  },
})

proveFormat('ruby-mail', {
  caFile: true,
  send: (run) => inShell(run, 'ruby send_mail.rb you@example.com'),
})

proveFormat('rails', {
  caFile: true,
  send: (run) => {
    put(
      run,
      'send.rb',
      [
        "require 'action_mailer'",
        // What Rails itself is to a file in config/environments.
        'module Rails',
        '  Settings = Struct.new(:action_mailer)',
        '  Application = Class.new do',
        '    def config = @config ||= Settings.new(ActionMailer::Base)',
        '    def configure(&block) = instance_eval(&block)',
        '  end.new',
        '  def self.application = Application',
        'end',
        "load './action_mailer.rb'",
        'class Letter < ActionMailer::Base',
        "  def test = mail(from: 'me+x@example.com', to: 'you@example.com', subject: 'Test', body: 'It works.')",
        'end',
        'Letter.test.deliver_now',
      ].join('\n'),
    )
    return inShell(run, 'ruby send.rb')
  },
})

const JAVA = '/usr/share/java/javax.mail.jar:/usr/share/java/javax.activation.jar'

/** Sends with the properties of a file; `args[2]` is a prefix to cut off (Spring's own). */
const JAVA_PROGRAM = `
import java.io.*; import java.nio.charset.StandardCharsets; import java.nio.file.*; import java.util.*;
import javax.mail.*; import javax.mail.internet.*;
class Send {
  public static void main(String[] args) throws Exception {
    Properties read = new Properties();
    read.load(Files.newBufferedReader(Path.of(args[0]), StandardCharsets.UTF_8));
    Properties mail = new Properties();
    String user = read.getProperty(args[2]);
    String secret = System.getenv(args[1]);
    for (String name : read.stringPropertyNames()) {
      String value = read.getProperty(name);
      if (name.startsWith("spring.mail.properties.")) mail.setProperty(name.substring("spring.mail.properties.".length()), value);
      else if (name.equals("spring.mail.host")) mail.setProperty("mail.smtp.host", value);
      else if (name.equals("spring.mail.port")) mail.setProperty("mail.smtp.port", value);
      else mail.setProperty(name, value);
    }
    if (args[0].startsWith("application") && !read.getProperty("spring.mail.password").equals("\${" + args[1] + "}")) throw new Error("reference");
    Session session = Session.getInstance(mail);
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress("me+x@example.com"));
    message.setRecipients(Message.RecipientType.TO, "you@example.com");
    message.setSubject("Test");
    message.setText("It works.");
    Transport.send(message, user, secret);
  }
}
`

/** JavaMail trusts what is in a key store of Java's own kind. */
async function sendByJava(run: Run, variable: string, userKey: string) {
  put(run, 'Send.java', JAVA_PROGRAM)
  await run.run('keytool', [
    '-importcert',
    '-noprompt',
    '-alias',
    'test',
    '-file',
    run.certificate.caFile,
    '-keystore',
    'trust.p12',
    '-storepass',
    'changeit',
    '-storetype',
    'PKCS12',
  ])
  const trust = '-Djavax.net.ssl.trustStore=trust.p12 -Djavax.net.ssl.trustStorePassword=changeit'
  return inShell(run, `java ${trust} -cp ${JAVA} Send.java ${run.file} ${variable} ${userKey}`)
}

proveFormat('jakarta-mail', {
  send: (run) => sendByJava(run, 'SMTP_PASSWORD', 'mail.smtp.user'),
  secrets: ['signs', 'blanks'],
})

proveFormat('spring-properties', {
  send: (run) => sendByJava(run, run.settings.isToken ? 'SMTP_TOKEN' : 'SMTP_PASSWORD', 'spring.mail.username'),
  secrets: ['templates', 'letters'],
  token: true,
})

proveFormat('go', {
  send: (run) => inShell(run, `GOCACHE=/tmp/smtp-doctor-go-cache GO111MODULE=off go run sendmail.go you@example.com`),
})
