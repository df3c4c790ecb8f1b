// All bounds and deadlines in one place, each with its reason. A hostile server can reach them and nothing beyond.

export const LIMITS = {
  /** RFC 5321 section 4.5.3.1.5 allows 512 octets a reply line; servers send up to 2 KB (long URLs), so 8 KB is generous. */
  replyLineBytes: 8 * 1024,
  /** No server has more than a few dozen EHLO lines. */
  replyLines: 256,
  /** All that is read of one reply. */
  replyBytes: 64 * 1024,
  /** First bytes kept to recognise another protocol. */
  protocolBytes: 1024,
  /** Largest certificate chain that is kept for the report. */
  chainLength: 12,
  /** Names of one certificate that are kept; public authorities issue for at most 250. */
  certificateNames: 250,
  /** Characters of a subject or issuer that are kept; real ones have some 200. */
  distinguishedNameLength: 1000,
  /** Addresses of one name that are tried; nobody with more of them means them all. */
  addresses: 32,
} as const

/** Deadlines in milliseconds, one a stage. RFC 5321 section 4.5.3.2 allows minutes; nobody waits that long for a diagnosis. */
export const DEADLINES = {
  dns: 5_000,
  /** Three SYNs (0, 1, 3 s) have been lost by then. */
  connect: 6_000,
  /** Some servers make clients wait for the greeting on purpose (Postfix postscreen 6 s, sendmail greet_pause 5 s). */
  greeting: 12_000,
  ehlo: 10_000,
  starttls: 10_000,
  tls: 10_000,
  /** Failed logins are delayed by some servers (Dovecot 2 s at first, more later). */
  auth: 25_000,
  mail: 15_000,
  /** Recipient checks ask other servers. */
  rcpt: 25_000,
  data: 60_000,
} as const

/** A clear-text port that has not greeted after this is asked with a ClientHello on a second connection. */
export const SILENCE_MS = 1_000

/** How long the question in the other tongue may take; a real server answers it in a round trip or two. */
export const OTHER_TONGUE_MS = 4_000

/**
 * How long a greeting in clear is listened for at a port that had an answer for a ClientHello: a server that reads has
 * greeted before, but for those that lie in wait for hasty clients, a second or so.
 */
export const LATE_GREETING_MS = 1_500

/** What is silent for so many times as long as another answer took does not answer. */
export const SILENCE_FACTOR = 5

/** RFC 8305 section 5: delay between attempts of the two address families. */
export const HAPPY_EYEBALLS_MS = 250
