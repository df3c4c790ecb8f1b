// The client lacks a library for what it was told to do.

import type { Observation, Rule } from '../../model.js'
import { matches, type Pattern, phrases } from '../../smtp/prefilter.js'
import { lineOf, murmuring, ofKind, replies } from '../select.js'

export const clientSupportMissing: Rule = {
  id: 'client-support-missing',
  title: 'The program lacks a part that it needs for this',
  meaning:
    'The settings ask for something (encryption, a kind of login, a mail program) for which this installation has no library. Nothing has left the machine, and no server is to blame.',
  seenAs: [
    "Can't locate Net/SMTP/SSL.pm in @INC",
    'Unable to find the socket transport "ssl" - did you forget to enable it when you configured PHP?',
    'SASL authentication failure: No worthy mechs found',
    'javax.mail.NoSuchProviderException: No provider for smtp',
    'Protocol smtps not supported or disabled in libcurl',
    'spawn /usr/sbin/sendmail ENOENT',
  ],
  outranks: [
    'auth-mechanism-unsupported',
    'credentials-rejected',
    'tls-handshake-failed',
    'connect-refused',
    'connect-timeout',
    'auth-not-offered',
    'starttls-not-offered',
    'connect-permission-denied',
  ],
  match(seen) {
    const found = [
      ...ofKind(seen, 'client').filter(({ complaint }) => complaint === 'support-missing'),
      ...murmuring(seen, MISSING),
    ]
      .filter((one, index, all) => all.indexOf(one) === index)
      // Before STARTTLS a server lists no mechanisms, so a client that skips it finds none.
      .filter((one) => !(isAboutMechanisms(one) && replies(seen, { codes: [5], text: /STARTTLS/i }).length > 0))
    return found.length > 0
      ? {
          certainty: 'certain',
          because: 'The program says itself that it was built or installed without what this needs.',
          seen: found,
        }
      : undefined
  },
  fixes: (_context, finding) => {
    const words =
      finding?.seen.map((one) => ('message' in one ? one.message : 'text' in one ? one.text : '')).join(' ') ?? ''
    const exact = CASES.find(([pattern]) => matches(pattern, words))?.[1]
    return [
      ...(exact ? [{ do: exact }] : CASES.slice(0, 4).map(([, fix]) => ({ do: fix }))),
      {
        do: 'Restart the program or web server afterwards, and check that it is the same installation that was changed (php -i, which python, java -version).',
      },
    ]
  },
}

function isAboutMechanisms(one: Observation): boolean {
  return /no (?:SASL |worthy )?mech(?:anism)?s?\b/i.test(lineOf(one))
}

const MISSING = phrases`
    can't locate [\w/:]{0,60}(?:SMTP|SSL|SASL|MIME|Email|Mail)[\w/:]{0,60}\.pm
    unable to find the (?:socket transport (?!["']?(?:https?|smtps?)\b)|wrapper)
    extension missing: ?(?:openssl|mbstring|intl|iconv)
    (?:call to )?undefined function (?:openssl_|stream_socket_enable_crypto|mb_|idn_|iconv|fsockopen|stream_socket_client|imap_|mail\b)
    openssl (?:extension|module)[^\n]{0,40}(?:not|missing|disabled|required)
    no worthy mechs found
    SASL:? no mechanism available
    no mechanism available
    SASL authentication failure: (?:No|no)[ ]
    no SASL (?:support|library)
    support for[^\n]{0,60}not compiled in
    not compiled (?:in|with)[^\n]{0,40}(?:TLS|SSL|SASL|SMTP)?
    without (?:TLS|SSL|SASL|OpenSSL|GnuTLS) support
    (?:TLS|SSL|SASL|STARTTLS) (?:support )?(?:is )?not (?:compiled|built|included|available in this build)
    (?:protocol|option)[^\n]{0,30}not supported or disabled in libcurl
    libcurl (?:was built|built|compiled)[^\n]{0,40}(?:without|disabled)
    libcurl[^\n]{0,60}(?:does not|doesn't|no) support
    authentication method [\w-]{1,30} not supported (?:by|in) this
    NoSuchProviderException
    No provider for (?:smtp|smtps)\b
    no object DCH for MIME type
    NoClassDefFoundError: (?:javax|jakarta)[./](?:mail|activation)
    ClassNotFoundException: (?:javax|jakarta|com\.sun)\.(?:mail|activation)
    (?:No module named|ModuleNotFoundError[^\n]{0,30})["' ]{1,3}(?:_?ssl|aiosmtplib|smtplib|flask_mail|django|sasl|certifi|OpenSSL)
    ssl module (?:in Python )?is not available
    has no attribute ["']SMTP_SSL
    (?:cannot|can't) find module ["'](?:nodemailer|emailjs|smtp)
    Class ["'][^"'\n]{0,60}(?:Mailer|SMTP|Swift|Transport)[^"'\n]{0,40}["'] not found
    (?:sendmail|msmtp|mailx?|mutt|swaks|ssmtp|exim)["']?: (?:command )?not found
    spawn [^\s]{0,80}sendmail ENOENT
    could not (?:execute|instantiate) (?:mail|sendmail|:)
    could not execute:? [^\n]{0,60}sendmail
    no such file or directory[^\n]{0,60}/sendmail
    /sendmail[^\n]{0,60}(?:no such file|not found)
    requires? (?:Authen::SASL|IO::Socket::SSL|Net::SSLeay|MIME::Base64)
    (?:Authen::SASL|IO::Socket::SSL|Net::SSLeay|Net::SMTP::SSL)[^\n]{0,60}(?:not (?:installed|found|available)|required|missing|needed)
    install (?:the )?(?:Authen::SASL|IO::Socket::SSL|Net::SSLeay)
    LoadError[^\n]{0,60}(?:net[-/]smtp|openssl|mail)
    cannot load such file -- (?:net/smtp|openssl|mail)
    unable to load (?:the )?(?:openssl|libssl|sasl)
    'send-email' (?:appears to be a git command|is not a git command)
    error while loading shared libraries: lib(?:ssl|crypto|gnutls|gsasl|sasl)
  `

const CASES: readonly (readonly [Pattern, string])[] = [
  [
    phrases`
      unsupported operation: \w{0,20}(?:Socket|Address)
      can['’]t resolve ["'\`](?:net|tls|dns)
      \b(?:net|tls)\.\w{1,20} is not a function
    `,
    'A web page cannot speak SMTP, nor can most edge functions: send from a program on a server and let the page ask that, or use the HTTP interface of a sending service from there. A password in a page is read by everybody.',
  ],
  [
    /nodemailer\S{0,40} is not a function/i,
    'In Nodemailer the function is createTransport(): see how it is written and imported, and run "npm install nodemailer" where the package is older than the code.',
  ],
  [
    /proc_open|disabled for security reasons/i,
    'The host has switched this function of PHP off (disable_functions in php.ini): have it allowed, or choose a way to send that needs it not, such as SMTP in place of sendmail, or the HTTP interface of a sending service.',
  ],
  [
    /\bclass ["'`\w\\]{0,60}(?:PHPMailer|SMTP|Swift|Symfony|Mailer)[\w\\]{0,60}["'`]? not found/i,
    'PHP did not find the class: run composer install (or composer require phpmailer/phpmailer, symfony/mailer …) and load vendor/autoload.php; without Composer, PHPMailer wants all of Exception.php, PHPMailer.php and SMTP.php, and the line "use PHPMailer\\PHPMailer\\PHPMailer;".',
  ],
  [
    /socket transport ["'](?!(?:ssl|tls)["'])/,
    'Write the encryption as PHP knows it, in small letters: "tls" or "ssl". Other names, such as "TLS" or "starttls", are no transports; for STARTTLS on port 587, Swift Mailer and Laravel want "tls".',
  ],
  [
    /['‘]ssl['’] has no attribute|['‘]?SMTP(?:_SSL)?['’]? has no attribute/i,
    'The program is older than this Python, which has dropped what it calls (ssl.wrap_socket went with Python 3.12): update the program or its mail library, or run it with the Python it was made for.',
  ],
  [
    /\bPHP\b|socket transport|wrapper|openssl_|Extension missing|undefined function|openssl/i,
    'In PHP switch the extension on: take the semicolon off "extension=openssl" in the php.ini that "php --ini" or phpinfo() names; on Debian and Ubuntu install php-common, php-mbstring and php-intl.',
  ],
  [
    /SASL|worthy|mechanism available/i,
    'Install the SASL modules: Debian, Ubuntu "apt-get install libsasl2-modules"; Fedora, RHEL "dnf install cyrus-sasl-plain"; Alpine "apk add cyrus-sasl-login cyrus-sasl-plain"; for Perl "apt-get install libauthen-sasl-perl".',
  ],
  [
    /\.pm|Perl|Net::|IO::|Authen::|MIME::/i,
    'Install the Perl modules: Debian, Ubuntu "apt-get install libnet-smtp-ssl-perl libio-socket-ssl-perl libauthen-sasl-perl"; elsewhere "cpan Net::SMTP::SSL IO::Socket::SSL Authen::SASL". Newer git-send-email needs no Net::SMTP::SSL.',
  ],
  [
    /provider for smtp|NoSuchProvider|DCH|javax|jakarta|activation/i,
    'In Java put the implementation beside the API: org.eclipse.angus:jakarta.mail (or com.sun.mail:javax.mail) and its activation library, and keep META-INF/javamail.providers and mailcap when building a fat jar.',
  ],
  [/send-email/i, 'Install it: Debian, Ubuntu "apt-get install git-email"; Fedora "dnf install git-email".'],
  [/curl/i, 'Install a curl with SMTP and TLS ("curl --version" lists smtp smtps).'],
  [
    /sendmail|mail function|command not found|: not found/i,
    'Install a sendmail that hands mail to your provider (Debian, Ubuntu: "apt-get install msmtp-mta"), or set the program to SMTP instead of sendmail or mail().',
  ],
  [
    /ssl module|_ssl|SMTP_SSL/i,
    'Install a Python that was built with OpenSSL (Debian: python3; pyenv: install libssl-dev first, then rebuild).',
  ],
  [/TLS|SSL|GnuTLS/i, 'Install a build of the program with TLS (msmtp: "msmtp --version" shows "TLS/SSL library").'],
  [
    /module|class|require|LoadError|file --/i,
    'Install the library that the message names with the package manager of the language (npm, pip, composer, gem).',
  ],
]
