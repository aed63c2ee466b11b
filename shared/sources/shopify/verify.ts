import { decodeBase64, verifyHmac } from '../hmac.ts'
import type { Delivery, Verdict } from '../source.ts'
import { shopifyHeader } from './headers.ts'

/** Checks base64(HMAC-SHA256(app secret, body)). Shopify signs no timestamp, so a delivery is never stale. */
export async function verifyShopify(delivery: Delivery, secrets: readonly string[]): Promise<Verdict> {
  const header = shopifyHeader(delivery.headers, 'hmac-sha256')
  if (header === undefined) return { verified: false, reason: 'missing-signature' }
  const signature = decodeBase64(header)
  return signature !== undefined && (await verifyHmac('SHA-256', secrets, delivery.body, signature))
    ? { verified: true }
    : { verified: false, reason: 'bad-signature' }
}
