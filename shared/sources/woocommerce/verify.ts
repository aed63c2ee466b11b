import { decodeBase64, verifyHmac } from '../hmac.ts'
import type { Delivery, Verdict } from '../source.ts'
import { signingKey } from './signing-key.ts'

/** Checks base64(HMAC-SHA256(webhook secret, body)). WooCommerce signs no time, so a delivery is never stale. */
export async function verifyWoocommerce(delivery: Delivery, secrets: readonly string[]): Promise<Verdict> {
  const header = delivery.headers.get('x-wc-webhook-signature')
  if (header === undefined) return { verified: false, reason: 'missing-signature' }
  const signature = decodeBase64(header)
  const keys = secrets.map(signingKey)
  return signature !== undefined && (await verifyHmac('SHA-256', keys, delivery.body, signature))
    ? { verified: true }
    : { verified: false, reason: 'bad-signature' }
}
