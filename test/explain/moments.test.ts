// At which moment a session ended, read from stack frames, from logs of steps and from what a library does only then:
// a cut in mid-session is nothing that happened at the door.

import { describe, expect, test } from 'vitest'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[]): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text)).toBe(id))
}

const PYTHON = (frames: string) =>
  `Traceback (most recent call last):\n  File "/srv/app/notify.py", line 12, in notify\n    session.sendmail(a, b, c)\n${frames}smtplib.SMTPServerDisconnected: Connection unexpectedly closed`

describe('frames tell that the session had come to the letter, and no cause', () => {
  check('unknown', [
    PYTHON(
      '  File "/usr/lib/python3.11/smtplib.py", line 734, in sendmail\n    self.rset()\n  File "/usr/lib/python3.11/smtplib.py", line 468, in rset\n    return self.docmd("rset")\n',
    ),
    PYTHON(
      '  File "/usr/lib/python3.11/smtplib.py", line 1004, in quit\n    res = self.docmd("quit")\n  File "/usr/lib/python3.11/smtplib.py", line 405, in getreply\n',
    ),
    "EOFError: end of file reached\n/opt/ruby/net/protocol.rb:153:in `rbuf_fill'\n/opt/ruby/net/smtp.rb:918:in `block in getok'\n/opt/ruby/net/smtp.rb:910:in `quit'\n/opt/ruby/net/smtp.rb:616:in `do_finish'",
    'System.Net.Mail.SmtpException: Failure sending mail. ---> System.IO.IOException: Unable to read data from the transport connection: net_io_connectionclosed.\n   at System.Net.Mail.SmtpReplyReaderFactory.ReadLine(SmtpReplyReader caller)\n   at System.Net.Mail.CheckCommand.Send(SmtpConnection conn, String& response)\n   at System.Net.Mail.SmtpTransport.SendMail(MailAddress sender, MailAddressCollection recipients)',
    'Unable to write data to the transport connection: An established connection was aborted by the software in your host machine.',
  ])
  check('closed-before-greeting', [
    'Failure sending mail. Unable to read data from the transport connection: net_io_connectionclosed.',
    PYTHON(
      '  File "/usr/lib/python3.11/smtplib.py", line 341, in connect\n    (code, msg) = self.getreply()\n  File "/usr/lib/python3.11/smtplib.py", line 405, in getreply\n',
    ),
  ])
})

describe('HELO comes only after an EHLO that was refused', () => {
  check('helo-rejected', [
    "EOFError: end of file reached\n/opt/ruby/net/protocol.rb:189:in `rbuf_fill'\n/opt/ruby/net/smtp.rb:935:in `block in getok'\n/opt/ruby/net/smtp.rb:826:in `helo'\n/opt/ruby/net/smtp.rb:600:in `do_helo'\n/opt/ruby/net/smtp.rb:554:in `do_start'",
    "/opt/ruby/net/protocol.rb:237:in 'Net::BufferedIO#rbuf_fill': end of file reached (EOFError)\n\tfrom /opt/ruby/net/smtp.rb:1081:in 'Net::SMTP#recv_response'\n\tfrom /opt/ruby/net/smtp.rb:914:in 'Net::SMTP#helo'\n\tfrom /opt/ruby/net/smtp.rb:711:in 'Net::SMTP#do_helo'",
    PYTHON(
      '  File "/usr/lib/python3.11/smtplib.py", line 611, in ehlo_or_helo_if_needed\n    (code, resp) = self.helo()\n  File "/usr/lib/python3.11/smtplib.py", line 439, in helo\n    (code, msg) = self.getreply()\n',
    ),
  ])
  check('unknown', [
    "EOFError: end of file reached\n/opt/ruby/net/protocol.rb:189:in `rbuf_fill'\n/opt/ruby/net/smtp.rb:935:in `block in getok'\n/opt/ruby/net/smtp.rb:832:in `ehlo'\n/opt/ruby/net/smtp.rb:600:in `do_helo'",
  ])
})

describe("PHPMailer's log of a connection that opened and ended with nothing said", () => {
  check('closed-before-greeting', [
    '2026-01-01 10:00:00 Connection: opening to mail.firma-nord.test:25, timeout=300, options=array ()\n2026-01-01 10:00:00 Connection: opened\n2026-01-01 10:00:00 SERVER -> CLIENT:\n2026-01-01 10:00:00 Connection: closed\n2026-01-01 10:00:00 SMTP connect() failed.',
    '3 - Connection: opening to mail.firma-nord.test:2525, timeout=300, options=array()2026-01-01 10:00:00 [500@web-1]\n3 - Connection: opened2026-01-01 10:00:00 [500@web-1]\n2 - SERVER -> CLIENT: 2026-01-01 10:00:00 [500@web-1]\n3 - Connection: closing due to error2026-01-01 10:00:00 [500@web-1]\n3 - Connection: closed2026-01-01 10:00:00 [500@web-1]\n3 - SMTP connect() failed.',
  ])
  check('port-25-blocked', [
    '2026-01-01 10:00:00 Connection: opening to mail.firma-nord.test:25, timeout=300, options=array ()\n2026-01-01 10:00:00 SMTP ERROR: Failed to connect to server: Connection timed out (110)\n2026-01-01 10:00:00 SMTP connect() failed.',
  ])
})

describe(".NET's SslStream calls its handshake an authentication", () => {
  check('tls-handshake-failed', [
    'Authentication failed because the remote party has closed the transport stream.',
    'System.Security.Authentication.AuthenticationException: Authentication failed, see inner exception.',
    "Authentication failed because the remote party sent a TLS alert: 'InternalError'.",
  ])
  check('tls-version-unsupported', [
    "Authentication failed because the remote party sent a TLS alert: 'HandshakeFailure'.",
    "Authentication failed because the remote party sent a TLS alert: 'ProtocolVersion'.",
  ])
  check('credentials-rejected', ['Authentication failed for user carol: 535 5.7.8 wrong password'])
})

describe("Erlang's reasons without a place", () => {
  check('connect-timeout', [
    '{:error, %Mua.TransportError{reason: :timeout}}',
    '{:error, :timeout}',
    '{:error, {:error, :timeout}}',
  ])
  check('closed-before-greeting', ['{:error, %Mua.TransportError{reason: :closed}}'])
})
