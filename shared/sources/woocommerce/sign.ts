import { encodeBase64, signHmac } from '../hmac.ts'
import { signingKey } from './signing-key.ts'

/** The signature header WooCommerce would send with these bytes, for simulators and tests. */
export async function signWoocommerce(
  body: Uint8Array<ArrayBuffer>,
  secret: string,
): Promise<Record<string, string>> {
  return { 'x-wc-webhook-signature': encodeBase64(await signHmac('SHA-256', signingKey(secret), body)) }
}
