import { encodeBase64, signHmac } from '../hmac.ts'

/** The signature header Shopify would send with these bytes, for simulators and tests. */
export async function signShopify(
  body: Uint8Array<ArrayBuffer>,
  secret: string,
): Promise<Record<string, string>> {
  return { 'x-shopify-hmac-sha256': encodeBase64(await signHmac('SHA-256', secret, body)) }
}
