// How clients, platforms and providers give themselves away in text.

import { type Pattern, PhraseTable, phrases } from '../smtp/prefilter.js'

type Row = readonly [id: string, pattern: Pattern]

/** The more particular first: WordPress uses PHPMailer, Grafana uses Go. */
const CLIENTS: readonly Row[] = [
  [
    'nodemailer',
    /nodemailer|smtp-connection|\bEAUTH\b|\bEENVELOPE\b|(?<!vertx\S{0,30})SMTPConnection\.|\bESOCKET\b|\bEDNS\b|Error: Invalid login|command: '(?:CONN|AUTH|MAIL FROM|RCPT TO)/,
  ],
  ['emailjs', /emailjs/],
  ['aiosmtplib', /aiosmtplib/],
  ['deltachat', /\bSend error: (?:permanent|transient): |SMTP-login failed for user|delta ?chat/i],
  ['django', /django/i],
  [
    'smtplib',
    /smtplib|SMTP(?:Authentication|SenderRefused|RecipientsRefused|Data|Connect|Helo|ServerDisconnected|NotSupported)(?:Error)?|^send: '|^reply: b?'|\[Errno -?\d+\]|_ssl\.c:\d+/m,
  ],
  [
    'wordpress',
    /wp-mail|wp_mail|the e-?mail could not be sent\. ?(?:<br ?\/?>\s?)?(?:your site may not|possible reason: your host)|Die E-Mail konnte nicht (?:gesendet|verschickt|versendet) werden\b.{0,120}(?:mail\(\)|Website|Webhoster)/is,
  ],
  [
    'phpmailer',
    /PHPMailer|SMTP(?: ->|::DEBUG| INBOUND)|CLIENT -> (?:SERVER|SMTP)|SMTP connect\(\) failed|SMTP Error: /,
  ],
  ['swiftmailer', /Swift_|Swiftmailer|Expected response code \d+(?:\/\d+)* but got (?:code|an empty)/],
  ['symfony-mailer', /Symfony\\+Component\\+Mailer|symfony.?mailer|Expected response code "[\d/]+" but got/i],
  ['zend-mail', /Zend[_\\]+Mail|Laminas\\+Mail/],
  ['horde', /Horde_/],
  ['angus-mail', /org\.eclipse\.angus|jakarta\.mail/],
  ['javamail', /javax\.mail|com\.sun\.mail|SMTPTransport\./],
  ['mailkit', /MailKit|SmtpCommandException|SecureSocketOptions/],
  ['dotnet-smtpclient', /System\.Net\.Mail|SmtpException|The server response was:|Exception calling "Send"/],
  ['lettre', /lettre|LetreErr|permanent error \(\d{3}\)|transient error \(\d{3}\)/],
  ['go-net-smtp', /net\/smtp(?!\.rb)|gomail|dial tcp|x509: |tls: first record|level=error|lvl=eror/],
  [
    'net-smtp-ruby',
    /Net::SMTP|net\/smtp\.rb|ActionMailer|Errno::|EOFError|OpenSSL::SSL::SSLError|Net::OpenTimeout|Net::ReadTimeout/,
  ],
  ['swaks', /=== (?:Trying|Connected)|<~\*|<\*\*|^[ <]<?[~-]> ?/m],
  ['curl', /^curl[: ]|\* Connected to|curl: \(\d+\)/m],
  ['msmtp', /msmtp|\(account \S+ from/],
  ['openssl', /s_client|CONNECTED\([0-9A-F]{8}\)|verify error:num=/],
  ['git-send-email', /git-send-email|git send-email|sendemail\./],
  ['postfix', /postfix\/|\(in reply to (?:end of DATA|[A-Z]+(?: \w+)?) command\)/],
  ['exim', /exim|R=\w+ T=\w+|SMTP error from remote mail server/i],
  ['sendmail', /while talking to|stat=(?:Deferred|Service|User)|sendmail\[/],
  ['exchange', /Remote Server returned|#\d{3} ?\d\.\d\.\d|NDR/],
  ['thunderbird', /Thunderbird|Outgoing server \(SMTP\) error|An error occurred (?:while )?sending mail/],
  ['outlook', /0x800CCC|0x800421(?:09|0A|0B)|0x80040119/i],
  ['php', /stream_socket_(?:enable_crypto|client)\(\)|\bp?fsockopen\(\)/],
  ['perl', /\.pm in @INC|Net::SMTP|sendEmail/],
  ['dart-mailer', /flutter|SocketException: OS Error|HandshakeException/],
]

const PLATFORMS: readonly Row[] = [
  ['railway', /railway/i],
  ['render', /onrender\.com|render\.com|\b(?:on|at) Render\b|\bRender (?:free|web|service)/i],
  ['heroku', /heroku|app\[web\.\d+\]/i],
  ['vercel', /vercel/i],
  ['fly', /fly\.io|\bfly\.dev/i],
  ['digitalocean', /digital ?ocean|droplet/i],
  ['google-cloud', /google cloud|compute engine|\bGCE\b|cloud run|appspot/i],
  ['aws-lambda', /aws lambda|lambda_function|\/var\/task\//i],
  ['aws-ec2', /\bEC2\b|ec2\.internal|compute\.amazonaws/i],
  ['azure-app-service', /azurewebsites|azure (?:app|functions)/i],
  ['azure', /azure vm/i],
  ['netlify', /netlify/i],
  ['replit', /\breplit\b|repl\.co/i],
  ['google-colab', /google colab|\bcolab\b/i],
  ['github-actions', /github actions|\/home\/runner\/work/i],
  ['cloudflare-workers', /cloudflare workers|workerd/i],
  ['scaleway', /scaleway/i],
  ['ovh', /\bovh\b/i],
  ['hetzner', /hetzner/i],
  ['oracle-cloud', /oracle cloud/i],
  ['linode', /linode|akamai cloud/i],
  ['vultr', /vultr/i],
  ['hugging-face', /hf\.space|hugging ?face/i],
  ['pythonanywhere', /pythonanywhere/i],
  ['shared-hosting', /public_html|cpanel|\/home\d?\/[\w-]{1,40}\/(?:www|htdocs)|\.hosting\b/i],
]

/** Wordings that only one provider's submission servers use. */
const PROVIDERS: readonly Row[] = [
  [
    'gmail',
    /support\.google\.com\/(?:mail|accounts)\/?(?:\?p=(?:BadCredentials|InvalidSecondFactor|WebLoginRequired)|answer\/(?:78754|14257|185833|7126229))|accounts\.google\.com\/(?:signin\/continue|ContinueSignIn)|\b[45]\d\d[ -][45]\.7\.\d+ .{0,400}- gsmtp|mx\.google\.com at your service|Username and Password not accepted/,
  ],
  [
    'microsoft-365',
    phrases`
      aka\.ms/smtp_auth
      SmtpClientAuthentication
      \b5\.7\.(?:139|57|60)\b
      \.prod\.outlook\.com
      outlook\.office365\.com
    `,
  ],
  ['yahoo', /#AUTH00\d|#MBR\d{4}|smtp\.mail\.yahoo/],
  ['qq', /service\.mail\.qq\.com/],
  ['netease-163', /mail\.163\.com|DT:SPM|\bsmtp\.163\.com/],
  [
    'ses',
    /SimpleEmailService|arn:aws:ses|amazonses|following identities failed the check in region|Sending (?:paused|suspended) for this account/,
  ],
  [
    'sendgrid',
    /sendgrid|authorization grant is invalid, expired,? or revoked|does not match a verified Sender Identity/i,
  ],
  ['mailgun', /Mailgun|mailgun\.org|\bmailgun\b/],
  ['yandex', /yandex|ya\.cc\//i],
  ['mail-ru', /help\.mail\.ru|\bmail\.ru\b.{0,80}(?:application|parol)/i],
  ['zoho', /zoho\.com/i],
  ['gmx', /postmaster\.gmx\.|gmx\.net/i],
  ['sparkpost', /sparkpost|Unconfigured Sending Domain/i],
  ['postmark', /postmark/i],
  ['brevo', /brevo|sendinblue/i],
  ['mailjet', /mailjet/i],
  ['resend', /\bresend\.(?:com|dev)\b/],
  ['mailtrap', /mailtrap/i],
  ['smtp2go', /smtp2go/i],
  ['proton', /protonmail|proton\.me/i],
  ['icloud', /icloud\.com|mail\.me\.com/i],
  ['fastmail', /fastmail|messagingengine/i],
  ['aol', /smtp\.aol\.com/i],
  // Where nothing else tells: the server in a sentence of the user.
  ['gmail', /\b(?:g(?:oogle)?mail|google)(?:['’]s)? smtp(?: server)?\b(?! relay)/i],
  ['microsoft-365', /\b(?:office ?365|o365|microsoft ?365|m365)(?:['’]s)? smtp\b/i],
  ['outlook', /\b(?:outlook|hotmail)(?:\.com)?(?:['’]s)? smtp\b/i],
  ['yahoo', /\byahoo(?:['’]s)? (?:mail )?smtp\b/i],
  ...Object.entries({
    gmail: 'g(?:oogle ?)?mail',
    'google-workspace': 'google workspace|g suite',
    'microsoft-365': 'office ?365|o365|microsoft ?365|m365|exchange online',
    outlook: 'outlook(?:\\.com)?|hotmail(?:\\.com)?',
    yahoo: 'yahoo(?: mail)?',
    icloud: 'icloud(?: mail)?',
  }).map(
    ([id, name]): Row => [
      id,
      new RegExp(
        `\\b(?:us(?:e|ing)|via|through|with|set ?up|configured?|my|our) (?:(?:my|our|a|an|the|your|free|personal) ){0,2}(?:${name})\\b|\\b(?:${name}) (?:accounts?|app passwords?|settings|keeps|says|returns|rejects|refuses|answers|responds)\\b`,
        'i',
      ),
    ],
  ),
]

const CLIENTS_TABLE = new PhraseTable(CLIENTS, ([, pattern]) => pattern)
const PLATFORMS_TABLE = new PhraseTable(PLATFORMS, ([, pattern]) => pattern)
const PROVIDERS_TABLE = new PhraseTable(PROVIDERS, ([, pattern]) => pattern)

/** The client program, by its class names, its wording or its log format. */
export function clientIn(text: string): string | undefined {
  return CLIENTS_TABLE.find(text)?.[0]
}

/** The hosting platform, by host names and paths in the text. */
export function platformIn(text: string): string | undefined {
  return PLATFORMS_TABLE.find(text)?.[0]
}

/** The provider whose submission server words its replies so. A guess of last resort: hosts come first. */
export function providerByWording(text: string): string | undefined {
  return PROVIDERS_TABLE.find(text)?.[0]
}
