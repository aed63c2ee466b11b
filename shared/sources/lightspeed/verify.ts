import { decodeBase64, decodeHex, verifyHmac } from '../hmac.ts'
import type { Delivery, Verdict } from '../source.ts'

/**
 * Checks `X-Signature: signature=...,algorithm=HMAC-SHA256`: the HMAC of the body under the app's client secret. The
 * documentation does not say how its bytes are written, so both hexadecimal and base64 are read. No time is signed.
 */
export async function verifyLightspeed(delivery: Delivery, secrets: readonly string[]): Promise<Verdict> {
  const header = delivery.headers.get('x-signature')
  if (!header) return { verified: false, reason: 'missing-signature' }
  const parts = new Map(
    header.split(',').map((part) => {
      const equals = part.indexOf('=')
      return [part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim()] as const
    }),
  )
  const written = parts.get('signature') ?? ''
  const isKnown = (parts.get('algorithm') ?? 'HMAC-SHA256').toUpperCase() === 'HMAC-SHA256'
  const signature = written.length === 64 ? decodeHex(written) : decodeBase64(written)
  return isKnown && signature && (await verifyHmac('SHA-256', secrets, delivery.body, signature))
    ? { verified: true }
    : { verified: false, reason: 'bad-signature' }
}
