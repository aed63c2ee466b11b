import { encodeHex, signHmac } from '../hmac.ts'

/** The signature header Lightspeed would send with these bytes, for simulators and tests. */
export async function signLightspeed(
  body: Uint8Array<ArrayBuffer>,
  clientSecret: string,
): Promise<Record<string, string>> {
  const signature = encodeHex(await signHmac('SHA-256', clientSecret, body))
  return { 'x-signature': `signature=${signature},algorithm=HMAC-SHA256` }
}
