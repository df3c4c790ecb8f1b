// Failures of what stands beside the mail server: databases, caches, queues, directories. They say the same words, and
// mail has nothing to do with them.

import { matches, phrases } from '../smtp/prefilter.js'

/** Go's web server about browsers that do not like its certificate, nginx about the program behind it: no word about mail. */
export const WEB_SERVERS_OWN =
  /\bhttp: TLS handshake error from |\bupstream (?:prematurely closed|timed out|sent (?:too big|invalid))\b.{1,300}\brequest: "/

const SERVICES = phrases`
    \bredis
    SQLSTATE
    \bPDO(?:Exception)?\b
    psycopg
    \bmysqli?\b
    mariadb
    postgres
    mongo(?:db|network|server|oose|error)
    \bamqp
    rabbitmq
    elasticsearch
    memcached
    \bkafka
    \bldaps?\b
    \bwebsocket
    \bwss?://
    \bnet::ERR_
    \b(?:github(?:usercontent)?|npmjs|docker|pypi|telegram|discord(?:app)?|slack|sentry)\.(?:com|org|io)\b
    :(?:6379|3306|5432|27017|5672|9200|9092|11211|389|636)\b
  `
/** Filters and tables that a mail server asks; its line names them beside words of mail. */
const BESIDE = phrases`
    \bconnect to milter service\b
    \bmilter\b.{0,80}(?:can't (?:read|write)|cannot connect|connection (?:refused|timed out)|error connecting)
    \b(?:connect|problem talking|talking) to (?:server )?\S{0,60}(?:polic|spf|greylist|postgrey|milter|dkim|rspamd|amavis)
  `
const MAIL = /smtp|mail|postfix|dovecot|exim|:(?:25|465|587|2525)\b/i
/** A line of an error that programs print field by field; what it belongs to stands above it. */
const FIELD = /^\s{0,16}["']?(?:code|errno|syscall|address|port)["']?\s{0,2}:/
const FIELDS_BELOW = 14

/** Whether the line tells that a mail server could not reach a filter or table of its own; that is a failure of mail. */
export function isFilterOfServer(line: string): boolean {
  return matches(BESIDE, line)
}

/** Whether the line tells of a failure to reach something else than a mail server. */
export function isOtherService(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? ''
  if (isOther(line)) return true
  if (!FIELD.test(line)) return false
  for (let at = index - 1; at >= Math.max(0, index - FIELDS_BELOW); at -= 1) {
    const above = lines[at] ?? ''
    if (isOther(above)) return true
    // The fields are of the error right above them.
    if (/["']?error["']? ?:/i.test(above)) return false
  }
  return false
}

function isOther(line: string): boolean {
  return (matches(SERVICES, line) && !MAIL.test(line)) || isFilterOfServer(line)
}
