import { decodeHex, verifyHmac } from '../hmac.ts'
import type { Delivery, Verdict } from '../source.ts'

/**
 * Checks hex(HMAC-SHA256(secret token, address parameters + body)). Zoho signs no time, so a delivery is never stale.
 */
export async function verifyZoho(delivery: Delivery, secrets: readonly string[]): Promise<Verdict> {
  const header = delivery.headers.get('x-zoho-webhook-signature')
  if (header === undefined) return { verified: false, reason: 'missing-signature' }
  const signature = decodeHex(header)
  const signed = signedBytes(delivery.url, delivery.body)
  return signature !== undefined && (await verifyHmac('SHA-256', secrets, signed, signature))
    ? { verified: true }
    : { verified: false, reason: 'bad-signature' }
}

/** What Zoho signs: names and values of the address's parameters, sorted by name, without separators; then the body. */
export function signedBytes(url: string, body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const parameters = [...new URL(url).searchParams]
  parameters.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
  const prefix = new TextEncoder().encode(parameters.flat().join(''))
  const signed = new Uint8Array(prefix.length + body.length)
  signed.set(prefix)
  signed.set(body, prefix.length)
  return signed
}
