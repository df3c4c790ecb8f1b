// The bounds of discovery, each with its reason.

export const DISCOVERY = {
  /** Everything together: longer than this nobody waits for a guess at settings. */
  deadlineMs: 8_000,
  /** What is still under way once the domain's own records or a known provider have answered. */
  graceMs: 1_500,
  /** Two tries fit into the deadline. */
  dnsTimeoutMs: 2_500,
  dnsTries: 2,
  /** The largest document of Thunderbird's database has 20 KB. */
  documentBytes: 256 * 1024,
  redirects: 3,
  /** Enough for `220-`; a greeting's text is not used. */
  greetingBytes: 16,
  /** Records and servers kept of one answer; nobody publishes more in earnest. */
  records: 10,
} as const
