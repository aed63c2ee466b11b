import { decodeBase64, encodeBase64 } from '../hmac.ts'
import type { Delivery, Verdict } from '../source.ts'
import { importPublicKey } from './public-key.ts'

/**
 * Checks the RSA signature (PKCS #1 v1.5, SHA-256) over the base64 of the body. A connection's secret is the public key
 * that Commerce shows, as PEM text. No time is signed, so a delivery is never stale.
 */
export async function verifyMagento(delivery: Delivery, secrets: readonly string[]): Promise<Verdict> {
  const header = delivery.headers.get('x-adobe-commerce-webhook-signature')
  if (header === undefined) return { verified: false, reason: 'missing-signature' }
  const signature = decodeBase64(header)
  if (signature === undefined) return { verified: false, reason: 'bad-signature' }
  const signed = signedBytes(delivery.body)
  for (const secret of secrets) {
    const key = await importPublicKey(secret)
    if (key !== undefined && (await crypto.subtle.verify(key.algorithm, key, signature, signed)))
      return { verified: true }
  }
  return { verified: false, reason: 'bad-signature' }
}

/** Bytes encoded at once; a multiple of three, so that the pieces join. */
const pieceBytes = 24_576

/** What Commerce signs: not the body but its base64. */
export function signedBytes(body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  let text = ''
  for (let start = 0; start < body.length; start += pieceBytes) {
    text += encodeBase64(body.subarray(start, start + pieceBytes))
  }
  return new Uint8Array(new TextEncoder().encode(text))
}
