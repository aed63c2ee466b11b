import { encodeHex, signHmac } from '../hmac.ts'

/** The signature header Meta would send with these bytes, for simulators and tests. */
export async function signWhatsApp(
  body: Uint8Array<ArrayBuffer>,
  secret: string,
): Promise<Record<string, string>> {
  return { 'x-hub-signature-256': `sha256=${encodeHex(await signHmac('SHA-256', secret, body))}` }
}
