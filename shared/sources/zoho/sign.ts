import { encodeHex, signHmac } from '../hmac.ts'
import { signedBytes } from './verify.ts'

/** The signature header Zoho would send with these bytes to this address, for simulators and tests. */
export async function signZoho(
  url: string,
  body: Uint8Array<ArrayBuffer>,
  secret: string,
): Promise<Record<string, string>> {
  return { 'x-zoho-webhook-signature': encodeHex(await signHmac('SHA-256', secret, signedBytes(url, body))) }
}
