// Go: a program with net/smtp and nothing else; the secret from the environment.

import type { Settings } from '../../model.js'
import type { ConfigFormat } from '../format.js'
import { readGo } from '../readers/go.js'
import { sourceReading } from '../readers/source-reading.js'
import { environmentFile, withEnvironment } from '../secret-file.js'
import { goString } from '../syntax/literals.js'

const FILE_NAME = 'sendmail.go'

export const go: ConfigFormat = {
  ...sourceReading('go', readGo, /\.go$/),
  id: 'go',
  title: 'Go (net/smtp program)',
  fileName: FILE_NAME,
  secret: 'reference',
  token: 'unsupported',
  proof: 'run by go: the login and the message arrive at a TLS server',
  write(settings, { secretName = 'SMTP_PASSWORD', fileName = FILE_NAME }) {
    return {
      text: programOf(settings, secretName, fileName),
      ...(settings.username && { secretFiles: [environmentFile(secretName, settings, ['bash'])] }),
      notes: [],
      commands: [withEnvironment('go run sendmail.go you@example.com')],
    }
  },
}

function programOf(settings: Settings, secretName: string, fileName: string): string {
  const { host, port, security, username } = settings
  const from = settings.from ?? username ?? ''
  const imports = [...(security === 'none' ? [] : ['crypto/tls']), 'fmt', 'log', 'net', 'net/smtp', 'os', 'time']
  return [
    `// Sends a message through ${host}: go run ${fileName} you@example.com`,
    'package main',
    '',
    'import (',
    ...imports.map((name) => `\t"${name}"`),
    ')',
    '',
    'const (',
    `\thost = ${goString(host)}`,
    `\taddr = ${goString(`${host.includes(':') ? `[${host}]` : host}:${port}`)}`,
    ...(username ? [`\tuser = ${goString(username)}`] : []),
    `\tfrom = ${goString(from)}`,
    ')',
    '',
    'func send(to, subject, text string) error {',
    ...(username
      ? [
          `\tsecret := os.Getenv(${goString(secretName)})`,
          '\tif secret == "" {',
          `\t\treturn fmt.Errorf(${goString(`set the environment variable ${secretName} first`)})`,
          '\t}',
        ]
      : []),
    '\tdialer := &net.Dialer{Timeout: 10 * time.Second}',
    ...(security === 'tls'
      ? ['\tconn, err := tls.DialWithDialer(dialer, "tcp", addr, &tls.Config{ServerName: host})']
      : ['\tconn, err := dialer.Dial("tcp", addr)']),
    '\tif err != nil {',
    '\t\treturn err',
    '\t}',
    '\tconn.SetDeadline(time.Now().Add(60 * time.Second))',
    '\tclient, err := smtp.NewClient(conn, host)',
    '\tif err != nil {',
    '\t\treturn err',
    '\t}',
    '\tdefer client.Close()',
    ...(security === 'starttls'
      ? ['\tif err := client.StartTLS(&tls.Config{ServerName: host}); err != nil {', '\t\treturn err', '\t}']
      : []),
    ...(username
      ? ['\tif err := client.Auth(smtp.PlainAuth("", user, secret, host)); err != nil {', '\t\treturn err', '\t}']
      : []),
    '\tif err := client.Mail(from); err != nil {',
    '\t\treturn err',
    '\t}',
    '\tif err := client.Rcpt(to); err != nil {',
    '\t\treturn err',
    '\t}',
    '\tbody, err := client.Data()',
    '\tif err != nil {',
    '\t\treturn err',
    '\t}',
    '\tfmt.Fprintf(body, "From: %s\\r\\nTo: %s\\r\\nSubject: %s\\r\\nDate: %s\\r\\n\\r\\n%s\\r\\n",',
    '\t\tfrom, to, subject, time.Now().Format(time.RFC1123Z), text)',
    '\tif err := body.Close(); err != nil {',
    '\t\treturn err',
    '\t}',
    '\treturn client.Quit()',
    '}',
    '',
    'func main() {',
    '\tto := from',
    '\tif len(os.Args) > 1 {',
    '\t\tto = os.Args[1]',
    '\t}',
    '\tif err := send(to, "Test", "It works."); err != nil {',
    '\t\tlog.Fatal(err)',
    '\t}',
    '\tfmt.Println("Taken by the server.")',
    '}',
    '',
  ].join('\n')
}
