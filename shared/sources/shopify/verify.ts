import { decodeBase64, encodeBase64, verifyHmac } from '../hmac.ts'
import type { Delivery, Verdict } from '../source.ts'
import { shopifyHeader } from './headers.ts'

/**
 * Checks base64(HMAC-SHA256(app secret, body)). Shopify signs no timestamp, so a delivery is never stale. Like
 * Shopify's own library, takes only the one spelling of base64 that Shopify sends.
 */
export async function verifyShopify(delivery: Delivery, secrets: readonly string[]): Promise<Verdict> {
  const header = shopifyHeader(delivery.headers, 'hmac-sha256')
  if (header === undefined) return { verified: false, reason: 'missing-signature' }
  const signature = decodeBase64(header)
  const isRight =
    signature !== undefined &&
    encodeBase64(signature) === header &&
    (await verifyHmac('SHA-256', secrets, delivery.body, signature))
  return isRight ? { verified: true } : { verified: false, reason: 'bad-signature' }
}
