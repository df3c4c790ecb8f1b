// The certificate's start date is ahead; usually the clock of this machine is behind.

import type { Rule } from '../../model.js'
import { DO_NOT_SWITCH_OFF } from '../advice.js'
import { complaintsOf } from '../phrases/certificate.js'
import { scopeOf } from '../scope.js'

export const certNotYetValid: Rule = {
  id: 'cert-not-yet-valid',
  title: "The server's certificate is not valid yet, most often because this machine's clock is wrong",
  meaning:
    'A certificate is valid between two dates, and by the clock of this machine the first of them is still to come. Servers rarely install a certificate ahead of time; clocks that have lost their battery, or a virtual machine woken from a pause, are common.',
  seenAs: [
    'certificate is not yet valid',
    'CERT_NOT_YET_VALID',
    'CertificateNotYetValidException',
    'verify error:num=9',
  ],
  outranks: ['trust-store-missing', 'tls-handshake-failed'],
  match(seen, context) {
    const found = complaintsOf(seen, 'not-yet-valid')
    const [first] = found
    if (!first) return undefined
    const start = first.kind === 'tls' ? first.chain[0]?.validFrom : undefined
    const now = new Date(context.now).toISOString().slice(0, 10)
    return {
      certainty: 'certain',
      because: start
        ? `The certificate is valid from ${start.slice(0, 10)} on, and this machine's clock says ${now}.`
        : "The TLS library says that the start date of the certificate is still ahead of this machine's clock.",
      seen: found,
      ...scopeOf(found, seen),
    }
  },
  fixes: () => [
    {
      do: 'Compare this machine\'s date, time and time zone with a clock you trust ("date -u" on Linux and macOS, "Get-Date" in PowerShell).',
    },
    {
      do: 'If the clock is behind, switch time synchronisation on: Linux "timedatectl set-ntp true"; Windows Settings → Time & language → Date & time → Sync now; macOS System Settings → General → Date & Time; for a container, the clock of its host.',
    },
    {
      do: 'If the clock is right, the operator of the server installed a certificate too early: ask for one that is valid today.',
    },
    DO_NOT_SWITCH_OFF,
  ],
}
