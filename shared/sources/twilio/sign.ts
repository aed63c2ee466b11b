import { encodeBase64, signHmac } from '../hmac.ts'
import { readForm } from './form.ts'
import { signedFields } from './signed-text.ts'

/** The signature header Twilio would send with this form to this address, for simulators and tests. */
export async function signTwilio(
  url: string,
  body: Uint8Array<ArrayBuffer>,
  secret: string,
): Promise<Record<string, string>> {
  const signed = new Uint8Array(new TextEncoder().encode(url + signedFields(readForm(body))))
  return { 'x-twilio-signature': encodeBase64(await signHmac('SHA-1', secret, signed)) }
}
