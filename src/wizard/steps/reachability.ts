// Whether a login makes sense at all, from what the background check knows by now.

import type { Report } from '../../model.js'

/** Said instead of asking for a password that could be sent nowhere. */
export const saysNothingToLogInto =
  'The check in the background is done already: no port got as far as a login, so no password is asked for.'

/** Whether any endpoint got as far as the server's EHLO reply. */
export function isReachable(report: Report): boolean {
  return report.endpoints.some(({ stages }) => stages.some(({ stage, status }) => stage === 'ehlo' && status === 'ok'))
}
