import { encodeBase64, signHmac } from '../hmac.ts'
import { signedContent } from './signed-content.ts'

/** The headers HubSpot would send with these bytes to this address at `nowMs`, for simulators and tests. */
export async function signHubspot(
  url: string,
  body: Uint8Array<ArrayBuffer>,
  clientSecret: string,
  nowMs: number,
): Promise<Record<string, string>> {
  const timestamp = String(nowMs)
  const signature = await signHmac('SHA-256', clientSecret, signedContent('POST', url, body, timestamp))
  return {
    'x-hubspot-request-timestamp': timestamp,
    'x-hubspot-signature-v3': encodeBase64(signature),
  }
}
