// Which encryption a paste's settings ask for, in the notations of many programs, or its dialogue shows.

import type { Security } from '../model.js'
import { matches, phrases } from '../smtp/prefilter.js'

/** MailKit's URL says it for itself, whatever the port. */
const MAILKIT_STARTTLS = /smtps?:\/\/\S{1,300}[?&]starttls=(?:always|when-available)/i
const GEN_SMTP_STARTTLS = /\btls: :(?:always|if_available)\b/
const STARTTLS_SET = phrases`
    \b(?:EMAIL_)?USE_TLS['"]?\s*[=:|]\s*['"]?true
    starttls["']?\s*[=:]\s*["']?(?:true|yes|on|always|required)
    SMTPSecure\s*=\s*['"]?tls
    :enable_starttls
    SecureSocketOptions\.StartTls\)
    ENCRYPTION=tls\b
    tls_starttls\s*=?\s*on(?![\s\S]*tls\s*=\s*off)
  `
const TLS_SET = phrases`
    \b(?:SMTP_SSL(?!["']?\s{0,4}[=:]\s{0,4}["']?(?:false|no|off|0|null|none)\b)|USE_SSL['"]?\s*[=:|]\s*['"]?true)
    SMTPSecure\s*=\s*['"]?ssl
    ssl://
    smtps://
    tls://[^\s\]]{1,255}\]?:? ?fsockopen
    (?:fsockopen|stream_socket_client|unable to connect)\b[^\n]{0,40}tls://
    \bsecure["']?\s*[=:]\s*["']?true
    ssl\.enable["']?\s*[=:]\s*["']?true
    SslOnConnect
    (?:^|[\s,{])ssl: true\b
    ENCRYPTION=ssl\b
    Secure ?\(SSL\): Yes
    -quiet -connect \S+:465
    (?:使用|启用|開啟|开启|强制)\S{0,6} ?SSL ?\S{0,4}[:：=] ?(?:true|是|on|1)
  `
const NOTHING_SET = phrases`
    \bsecure["']?\s*[=:]\s*["']?false[\s\S]{0,80}ignoreTLS["']?\s*[=:]\s*["']?true
    ENCRYPTION=(?:null|none)\b
    Secure ?\(SSL\): No
    \btls\s*=\s*off\b
    SecureSocketOptions\.None
  `
const STARTTLS_SENT = /[>:] ?STARTTLS\s*$|^STARTTLS$|-starttls smtp|Sent: STARTTLS|send: 'STARTTLS/im

/** How the settings or the dialogue of a paste say that the connection was to be encrypted; undefined when they do not. */
export function securityIn(text: string): Security | undefined {
  if (matches(MAILKIT_STARTTLS, text)) return 'starttls'
  // gen_smtp's "tls" is STARTTLS, beside an "ssl" that goes before it.
  if (matches(GEN_SMTP_STARTTLS, text) && !/\bssl: true\b/.test(text)) return 'starttls'
  if (matches(STARTTLS_SET, text)) return 'starttls'
  if (matches(TLS_SET, text)) return 'tls'
  if (matches(NOTHING_SET, text)) return 'none'
  if (matches(STARTTLS_SENT, text)) return 'starttls'
  return undefined
}
