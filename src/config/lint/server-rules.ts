// Host and port as values: what is no host name, what is no port, and which names are known to be wrong.

import wellKnown from 'nodemailer/lib/well-known'
import { literal, literalOrDefault } from '../entry-value.js'
import type { Entry, FoundSettings } from '../format.js'
import { hostAndPort } from '../host-and-port.js'
import { type Complaint, type LintFile, type LintRule, replaceValue } from './finding.js'
import { isLoopback } from './transport-rules.js'

/** Formats whose host setting takes `host:port`. */
const TAKES_PORT = ['grafana', 'alertmanager', 'postfix', 'gitea', 'python', 'phpmailer', 'go', 'codeigniter']

export const hostForm: LintRule = {
  id: 'host-form',
  check(file) {
    const entry = literalOrDefault(file.found.fields.host)
    if (!entry || isFromUrl(file)) return []
    // PHPMailer takes several servers, each with its own kind of TLS and port; CodeIgniter takes ssl:// too.
    const value = /^(?:phpmailer|codeigniter)$/.test(file.found.format) ? phpmailerHost(entry.value) : entry.value
    const complain = (message: string, right?: string): Complaint[] => {
      const edits = right === undefined ? undefined : replaceValue(file.text, entry, right)
      return [
        {
          rule: 'host-form',
          diagnosis: 'host-typo',
          severity: 'error',
          span: entry.span,
          message,
          ...(edits ? { edits, isSafe: true } : { advice: 'Give the name alone, such as smtp.example.com.' }),
        },
      ]
    }
    if (value === '') {
      return [
        {
          rule: 'host-form',
          diagnosis: 'host-not-configured',
          severity: 'error',
          span: entry.span,
          message: `${entry.key} is empty, so the program connects to this machine or to nothing.`,
          advice: "Give your provider's SMTP server.",
        },
      ]
    }
    const scheme = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(value)
    if (scheme) {
      const own = hostAndPort(scheme[2] ?? '').host
      return complain(`The host is a URL (${scheme[1]}://): only the name belongs here.`, own === '' ? undefined : own)
    }
    if (/^[^@\s]+@[^@\s]+$/.test(value))
      return complain(`The host is an e-mail address: ${value}. The name of the server belongs here.`)
    const stripped = value.replace(
      /^[\s\u00a0<"'\u201c\u201d\u2018\u2019]+|[\s\u00a0>"',;/\u201c\u201d\u2018\u2019.]+$/gu,
      '',
    )
    const { host, port } = hostAndPort(stripped)
    if (port !== undefined && !TAKES_PORT.includes(file.found.format)) {
      return complain(`The host ends in a port (:${port}): here it has a setting of its own.`, host)
    }
    if (stripped !== value) {
      const bare = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]+)/i.exec(stripped)?.[1]
      const own = bare === undefined ? stripped : hostAndPort(bare).host
      return complain(`The host holds ${nameOf(value, stripped)} that do not belong to the name.`, own)
    }
    // Some readers cut a no-break space off the end, others keep it.
    const behind = /^[\u00a0\u200b\u2007\u202f\ufeff]+/u.exec(file.text.slice(entry.span.end, entry.span.end + 8))?.[0]
    if (behind) {
      const end = entry.span.end + behind.length
      const [first] = complain('The host ends in no-break spaces that do not belong to the name.')
      return first ? [{ ...first, edits: [{ start: entry.span.end, end, text: '' }], isSafe: true }] : []
    }
    if (/[\s\u00a0\u200b,<>"']/u.test(value))
      return complain('The host holds a blank, a comma, quotes or brackets in its middle.')
    const sign = /[^\p{L}\p{M}\p{N}_.:[\]%-]/u.exec(host)?.[0]
    return sign === undefined ? [] : complain(`The host holds a sign that no name has (${JSON.stringify(sign)}).`)
  },
}

function phpmailerHost(value: string): string {
  return (value.split(';')[0] ?? '').trim().replace(/^(?:ssl|tls):\/\//i, '')
}

function nameOf(value: string, stripped: string): string {
  const extra = value.replace(stripped, '')
  if (/\u00a0/.test(extra)) return 'no-break spaces'
  if (/[<>]/.test(extra)) return 'angle brackets'
  if (/["'\u201c\u201d\u2018\u2019]/.test(extra)) return 'quotes'
  if (/\s/.test(extra)) return 'blanks or a line break at its ends'
  return `signs (${extra})`
}

/** In a URL the parts have one place in common and a grammar of their own. */
function isFromUrl({ found }: LintFile): boolean {
  return (
    found.fields.host?.span === found.fields.username?.span &&
    found.fields.host !== undefined &&
    found.fields.username !== undefined
  )
}

export const portValue: LintRule = {
  id: 'port-value',
  check({ found }) {
    const own = literalOrDefault(found.fields.port)
    const host = own || !TAKES_PORT.includes(found.format) ? undefined : literalOrDefault(found.fields.host)
    const entry = own ?? host
    const value = own ? own.value : host && (/:([^:\]]*)$/.exec(host.value)?.[1] ?? undefined)
    if (!entry || value === undefined || entry.type === 'boolean') return []
    const isPort = /^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535
    if (isPort) return []
    return [
      {
        rule: 'port-value',
        diagnosis: 'config-option-invalid',
        severity: 'error',
        span: entry.span,
        message: `The port is ${JSON.stringify(value)}: ports are whole numbers from 1 to 65535.`,
        advice: 'Use 587 (STARTTLS) or 465 (TLS from the first byte).',
      },
    ]
  },
}

export const hostKnown: LintRule = {
  id: 'host-known',
  check(file) {
    const entry = literalOrDefault(file.found.fields.host)
    if (!entry) return []
    const { host } = hostAndPort(entry.value.replace(/^(?:ssl|tls):\/\//i, ''))
    // What is no name at all is said by hostForm.
    if (!/^[\p{L}\p{N}._-]+$/u.test(host)) return []
    const role = file.presets.hostRole(host)
    const edit = (right: string) => {
      const edits = replaceValue(file.text, { ...entry, value: host }, right)
      return edits && { edits }
    }
    if (role && role.role !== 'submission') {
      // The role says the same as such a note.
      const note = role.role === 'incoming' && role.note?.includes('is for fetching mail') ? undefined : role.note
      const isRetired = role.role === 'retired'
      const why = {
        retired: `was ${role.preset.name}'s server once and is not any more`,
        incoming: `is ${role.preset.name}'s server for reading mail${protocolOf(host)}, not for sending it`,
        mx: `takes mail for ${role.preset.name}'s own users and offers no login`,
        wrong: `never was ${role.preset.name}'s server for sending`,
      }[role.role as 'retired' | 'incoming' | 'mx' | 'wrong']
      return [
        {
          rule: 'host-known',
          diagnosis: isRetired ? 'host-retired' : 'host-wrong-service',
          severity: 'error',
          span: entry.span,
          message: `${host} ${why}${note ? ` (${note})` : ''}.`,
          ...(role.instead && { advice: `Use ${role.instead}.` }),
          ...(role.instead && { ...edit(role.instead), isSafe: true }),
        },
      ]
    }
    const near = role ? undefined : file.presets.nearestHost(host)
    if (!near) return []
    return [
      {
        rule: 'host-known',
        diagnosis: 'host-typo',
        severity: 'warning',
        span: entry.span,
        message: `${host} is not known, and ${near.host} (${near.preset.name}) is spelt nearly the same.`,
        advice: `Use ${near.host} if that is meant.`,
        ...edit(near.host),
        isSafe: false,
      },
    ]
  },
}

function protocolOf(host: string): string {
  return /^imap/i.test(host) ? ' (IMAP)' : /^pop/i.test(host) ? ' (POP3)' : ''
}

export const serviceName: LintRule = {
  id: 'service-name',
  check({ found, text, presets }) {
    const entry = literalOrDefault(found.fields.service)
    if (!entry || entry.value === '' || wellKnown(entry.value)) return []
    if (!/[.:/@]/.test(entry.value)) return [unknownService(found, entry)]
    const preset = presets.hostRole(entry.value)?.preset
    return [
      {
        rule: 'service-name',
        diagnosis: 'config-option-invalid',
        severity: 'error',
        span: entry.span,
        message: `service takes a provider's name such as 'Gmail'; '${entry.value}' is a host, so nodemailer ignores it and connects to this machine.`,
        advice: preset
          ? `Write host: '${entry.value}', port: 587, or service: '${preset.name}'.`
          : `Write host: '${entry.value}' in place of service.`,
        ...(!found.fields.host && {
          edits: [
            {
              ...entry.keySpan,
              text:
                text[entry.keySpan.start] === "'" ? "'host'" : text[entry.keySpan.start] === '"' ? '"host"' : 'host',
            },
          ],
          isSafe: true,
        }),
      },
    ]
  },
}

function unknownService({ fields }: FoundSettings, { value, span }: Entry): Complaint {
  return {
    rule: 'service-name',
    diagnosis: 'config-option-invalid',
    severity: fields.host ? 'warning' : 'error',
    span,
    message: `nodemailer knows no service '${value}', so it ignores the name${fields.host ? '' : ' and connects to this machine'}.`,
    advice:
      'Give host and port in place of service, or a name from its list: https://nodemailer.com/smtp/well-known-services',
  }
}

/** Programs that call themselves localhost, or give a loopback address, unless they are told a name. */
const SAYS_LOCALHOST = [
  'nodemailer',
  'ghost',
  'rails',
  'ruby-mail',
  'gitlab',
  'laravel',
  'symfony',
  'msmtp',
  'go',
  'phpmailer',
]

export const heloName: LintRule = {
  id: 'helo-name',
  check({ found }) {
    const host = literal(found.fields.host)
    if (!host || hostAndPort(host.value).host.toLowerCase() !== 'smtp-relay.gmail.com') return []
    const helo = literal(found.fields.helo)
    const isLocal = helo && (isLoopback(helo.value) || helo.value === 'localhost.localdomain')
    if (helo ? !isLocal : !SAYS_LOCALHOST.includes(found.format)) return []
    return [
      {
        rule: 'helo-name',
        diagnosis: 'helo-rejected',
        severity: 'warning',
        span: (helo ?? host).span,
        message:
          'smtp-relay.gmail.com closes the connection ("421 4.7.0 Try again later") when a client calls itself localhost in EHLO.',
        advice:
          "Set the client's own name (nodemailer: name, Rails and msmtp: domain, Laravel: MAIL_EHLO_DOMAIN, PHPMailer: Hostname, Postfix: smtp_helo_name, Go: client.Hello) to your domain.",
      },
    ]
  },
}

/** Rules about the server in the order in which they are asked. */
export const serverRules: readonly LintRule[] = [hostForm, portValue, hostKnown, serviceName, heloName]
