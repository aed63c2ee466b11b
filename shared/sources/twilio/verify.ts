import { sha256Hex } from '../../kernel/sha256-hex.ts'
import { decodeBase64, encodeBase64, verifyHmac } from '../hmac.ts'
import type { Delivery, Verdict } from '../source.ts'
import { readForm } from './form.ts'
import { signedFields, signedUrls } from './signed-text.ts'

const encoder = new TextEncoder()
const refused: Verdict = { verified: false, reason: 'bad-signature' }

/**
 * Checks base64(HMAC-SHA1(auth token, URL + fields)). A body that is no form is vouched for by its SHA-256 in the URL
 * (`bodySHA256`), and the URL alone is signed. Twilio signs no timestamp, so a delivery is never stale.
 */
export async function verifyTwilio(delivery: Delivery, secrets: readonly string[]): Promise<Verdict> {
  const header = delivery.headers.get('x-twilio-signature')
  if (header === undefined) return { verified: false, reason: 'missing-signature' }
  const signature = decodeBase64(header)
  // One signature has one spelling.
  if (signature === undefined || encodeBase64(signature) !== header) return refused
  const bodyHash = new URL(delivery.url).searchParams.get('bodySHA256')
  if (bodyHash !== null && bodyHash !== (await sha256Hex(delivery.body))) return refused
  const fields = bodyHash === null ? signedFields(readForm(delivery.body)) : ''
  for (const url of signedUrls(delivery.url)) {
    const signed = new Uint8Array(encoder.encode(url + fields))
    if (await verifyHmac('SHA-1', secrets, signed, signature)) return { verified: true }
  }
  return refused
}
