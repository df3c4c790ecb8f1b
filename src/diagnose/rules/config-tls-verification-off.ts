// A found configuration switches certificate checks off.

import type { Observation, Rule } from '../../model.js'
import { settingsWith, VERIFICATION_OFF } from '../phrases/setting.js'
import { murmuring, ofKind } from '../select.js'

export const configTlsVerificationOff: Rule = {
  id: 'config-tls-verification-off',
  title: 'The configuration switches the check of certificates off',
  meaning:
    "The hallway is encrypted, but the program no longer looks at who stands at its other end. Anybody on the way (an open Wi-Fi, a hacked router) can answer in the provider's place and read the password. Such a line is often left over from a test.",
  seenAs: [
    'rejectUnauthorized: false',
    "'verify_peer' => false",
    'SMTP_OPENSSL_VERIFY_MODE=none',
    'NODE_TLS_REJECT_UNAUTHORIZED=0',
    'tls_certcheck off',
    'InsecureSkipVerify: true',
  ],
  match(seen, context) {
    const found: Observation[] = [
      ...ofKind(seen, 'client').filter(({ complaint }) => complaint === 'verification-off'),
      ...settingsWith(seen, VERIFICATION_OFF),
      ...murmuring(seen, LINES),
      ...ofKind(seen, 'setting').filter(({ name, value, problem }) => problem === undefined && isOff(name, value)),
    ]
    const [first] = found
    // Beside a failure in a log it is a remark, and never the reason why nothing was sent.
    const isBesideFailure =
      context.source !== 'settings' &&
      seen.some((one) => one.status === 'fail' && !found.includes(one) && one.kind !== 'setting' && one.kind !== 'text')
    if (!first || isBesideFailure) return undefined
    return {
      certainty: 'certain',
      because: `${first.kind === 'setting' ? `${first.name} = ${first.value}` : 'This setting'} tells the program to accept any certificate.`,
      seen: found,
    }
  },
  fixes: () => [
    {
      do: 'Take the setting out; the check is on by default (nodemailer: tls.rejectUnauthorized; PHPMailer: SMTPOptions verify_peer; Rails: openssl_verify_mode; Go: InsecureSkipVerify; msmtp: tls_certcheck).',
    },
    { do: 'If the check then fails, cure its cause: paste that error into "smtp-doctor explain".' },
    {
      do: 'For a server with a certificate of its own, trust exactly that one: give its PEM file as CA (nodemailer: tls.ca; Python: cafile; msmtp: tls_trust_file or tls_fingerprint).',
    },
  ],
}

/** The same as a line of source or of a configuration. */
const LINES =
  /rejectUnauthorized["']?\s{0,3}[:=]\s{0,3}(?:false|0)|verify_peer(?:_name)?["']\s{0,3}=>\s{0,3}(?:false|0)|allow_self_signed["']\s{0,3}=>\s{0,3}(?:true|1)|VERIFY_MODE\s{0,3}[:=]\s{0,3}["']?none|NODE_TLS_REJECT_UNAUTHORIZED\s{0,3}=\s{0,3}["']?0|tls_certcheck\s{1,3}off|InsecureSkipVerify\s{0,3}[:=]\s{0,3}true|CERT_NONE|_create_unverified_context|danger_accept_invalid_certs\(true|ServerCertificateValidationCallback[^\n]{0,80}true|VERIFY_NONE/

function isOff(name: string, value: string): boolean {
  const no = /^["']?(?:false|0|no|off|none|never|OpenSSL::SSL::VERIFY_NONE)["']?$/i
  if (
    /reject_?unauthorized|verify_peer(?:_name)?$|verify_mode|tls_certcheck|ssl_?verify|verify_ssl|check_?certificate|validate_?cert|tls_verify|verify_cert/i.test(
      name,
    )
  )
    return no.test(value.trim())
  return (
    /insecure_?skip_?verify|allow_self_signed|skip_?verify|accept_?invalid|ssl_no_verify|trust_?all|noverify|ssl\.trust$|disable_?verif/i.test(
      name,
    ) && /^["']?(?:true|1|yes|on|\*)["']?$/i.test(value.trim())
  )
}
