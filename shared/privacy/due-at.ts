import { dayMs } from '../kernel/time.ts'

/** CCPA, section 1798.130(a)(2). */
const ccpaDays = 45

/**
 * When a request has to be answered, UTC epoch ms: after one month (Art. 12(3) GDPR; the last day of the next month where
 * that is shorter), and in the United States after 45 days.
 */
export function dueAt(requestedAtMs: number, country: string): number {
  if (country === 'US') return requestedAtMs + ccpaDays * dayMs
  const requested = new Date(requestedAtMs)
  const due = new Date(requestedAtMs)
  due.setUTCMonth(requested.getUTCMonth() + 1)
  // 31 January and a month is 3 March by that, and the last day of February by the law (Regulation 1182/71, Art. 3).
  if (due.getUTCDate() !== requested.getUTCDate()) due.setUTCDate(0)
  return due.getTime()
}
