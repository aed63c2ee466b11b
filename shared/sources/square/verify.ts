import { decodeBase64, verifyHmac } from '../hmac.ts'
import type { Delivery, Verdict } from '../source.ts'
import { signedContent } from './signed-content.ts'

/**
 * Checks base64(HMAC-SHA256(signature key, notification URL + body)). The URL is the public one that was entered at
 * Square. Square signs no timestamp, so a delivery is never stale. The older SHA-1 header is not looked at.
 */
export async function verifySquare(delivery: Delivery, secrets: readonly string[]): Promise<Verdict> {
  const header = delivery.headers.get('x-square-hmacsha256-signature')
  if (!header) return { verified: false, reason: 'missing-signature' }
  const signature = decodeBase64(header)
  const content = signedContent(delivery.url, delivery.body)
  return signature !== undefined && (await verifyHmac('SHA-256', secrets, content, signature))
    ? { verified: true }
    : { verified: false, reason: 'bad-signature' }
}
