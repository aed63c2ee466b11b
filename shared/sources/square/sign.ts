import { encodeBase64, signHmac } from '../hmac.ts'
import { signedContent } from './signed-content.ts'

/** The signature header Square would send with these bytes to this address, for simulators and tests. */
export async function signSquare(
  url: string,
  body: Uint8Array<ArrayBuffer>,
  signatureKey: string,
): Promise<Record<string, string>> {
  const signature = await signHmac('SHA-256', signatureKey, signedContent(url, body))
  return { 'x-square-hmacsha256-signature': encodeBase64(signature) }
}
