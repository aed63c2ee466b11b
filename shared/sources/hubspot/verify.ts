import { minuteMs } from '../../kernel/time.ts'
import { decodeBase64, verifyHmac } from '../hmac.ts'
import type { Delivery, Verdict } from '../source.ts'
import { signedContent } from './signed-content.ts'

/** HubSpot says to refuse what was signed longer ago. */
const toleranceMs = 5 * minuteMs

/**
 * Checks signature v3: base64(HMAC-SHA256(client secret, method + address + body + timestamp)). The address is the public
 * one that was entered at HubSpot. A right signature whose time is off by more than five minutes is a replay, or a
 * clock that is wrong: `stale-timestamp`. The older signatures v1 and v2 sign no time and are not looked at.
 */
export async function verifyHubspot(
  { method, url, headers, body }: Delivery,
  secrets: readonly string[],
  nowMs: number,
): Promise<Verdict> {
  const header = headers.get('x-hubspot-signature-v3')
  const timestamp = headers.get('x-hubspot-request-timestamp')
  if (!header || !timestamp) return { verified: false, reason: 'missing-signature' }
  const signature = decodeBase64(header)
  if (signature === undefined || !/^\d{1,15}$/.test(timestamp))
    return { verified: false, reason: 'bad-signature' }
  if (!(await verifyHmac('SHA-256', secrets, signedContent(method, url, body, timestamp), signature)))
    return { verified: false, reason: 'bad-signature' }
  const isStale = Math.abs(nowMs - Number(timestamp)) > toleranceMs
  return isStale ? { verified: false, reason: 'stale-timestamp' } : { verified: true }
}
