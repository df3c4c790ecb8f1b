// The user name for the login, in the form that a provider wants.

import type { Preset } from '../model.js'

/** The user name that follows from the address; undefined when it has to be told (an SMTP user, an API key, none). */
export function fillUsername(username: Preset['username'], address: string | undefined): string | undefined {
  switch (username.form) {
    case 'literal':
      return username.literal
    case 'full-address':
      return address
    case 'local-part':
      return address?.slice(0, address.lastIndexOf('@'))
    case 'other':
      return address !== undefined && username.template !== undefined
        ? fillTemplate(username.template, address)
        : undefined
    case 'none':
      return undefined
  }
}

/** Fills `%EMAILADDRESS%`, `%EMAILLOCALPART%` and `%EMAILDOMAIN%` of Thunderbird's autoconfiguration. */
export function fillTemplate(template: string, address: string): string {
  const at = address.lastIndexOf('@')
  const parts: Record<string, string> = {
    '%EMAILADDRESS%': address,
    '%EMAILLOCALPART%': address.slice(0, at),
    '%EMAILDOMAIN%': address.slice(at + 1),
  }
  return template.replace(/%EMAIL(?:ADDRESS|LOCALPART|DOMAIN)%/g, (name) => parts[name] ?? name)
}
