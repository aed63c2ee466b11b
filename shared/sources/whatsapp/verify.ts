import { decodeHex, verifyHmac } from '../hmac.ts'
import type { Delivery, Verdict } from '../source.ts'

const scheme = 'sha256='

/** Checks `sha256=` and hex(HMAC-SHA256(app secret, body)). Meta signs no timestamp, so a delivery is never stale. */
export async function verifyWhatsApp(
  { headers, body }: Delivery,
  secrets: readonly string[],
): Promise<Verdict> {
  const header = headers.get('x-hub-signature-256')
  if (header === undefined) return { verified: false, reason: 'missing-signature' }
  const signature = header.startsWith(scheme) ? decodeHex(header.slice(scheme.length)) : undefined
  if (signature === undefined) return { verified: false, reason: 'bad-signature' }
  const verified = await verifyHmac('SHA-256', secrets, body, signature)
  return verified ? { verified } : { verified: false, reason: 'bad-signature' }
}
