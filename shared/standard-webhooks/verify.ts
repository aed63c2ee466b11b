import { minuteMs, secondMs } from '../kernel/time.ts'
import { decodeBase64, verifyHmac } from '../sources/hmac.ts'
import type { Delivery, Verdict } from '../sources/source.ts'
import { signedContent } from './signed-content.ts'
import { webhookKeys } from './webhook-keys.ts'

/** How old, or how far ahead, a signed delivery may be: the tolerance of the standard's libraries. */
export const toleranceMs = 5 * minuteMs

/** More signatures than this are not looked at: a list is for rotating a secret, not for guessing one. */
const maxSignatures = 10

/**
 * Checks a delivery signed by Standard Webhooks: one of the `v1` signatures in `webhook-signature` is
 * base64(HMAC-SHA256(secret, id.timestamp.body)). A right signature whose time is off by more than
 * {@link toleranceMs} is a replay, or a clock that is wrong: `stale-timestamp`.
 */
export async function verifyStandardWebhook(
  { headers, body }: Delivery,
  secrets: readonly string[],
  nowMs: number,
): Promise<Verdict> {
  const id = headers.get('webhook-id')
  const timestamp = headers.get('webhook-timestamp')
  const signatures = headers.get('webhook-signature')
  if (!id || !timestamp || !signatures) return { verified: false, reason: 'missing-signature' }
  if (!/^\d{1,12}$/.test(timestamp)) return { verified: false, reason: 'bad-signature' }

  const keys = secrets.flatMap(webhookKeys)
  const content = signedContent(id, timestamp, body)
  for (const versioned of signatures.split(' ').slice(0, maxSignatures)) {
    const [version, signature = ''] = versioned.split(',')
    const bytes = version === 'v1' ? decodeBase64(signature) : undefined
    if (bytes === undefined || !(await verifyHmac('SHA-256', keys, content, bytes))) continue
    const isStale = Math.abs(nowMs - Number(timestamp) * secondMs) > toleranceMs
    return isStale ? { verified: false, reason: 'stale-timestamp' } : { verified: true }
  }
  return { verified: false, reason: 'bad-signature' }
}
