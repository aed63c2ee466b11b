import { decodeBase64, encodeBase64 } from '../hmac.ts'
import { signedBytes } from './verify.ts'

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** The signature header Commerce would send with these bytes, under a private key (PKCS #8, PEM). */
export async function signMagento(
  body: Uint8Array<ArrayBuffer>,
  privateKeyPem: string,
): Promise<Record<string, string>> {
  const base64 = privateKeyPem.replace(/-----[A-Z ]+-----|\s+/g, '')
  const key = await crypto.subtle.importKey(
    'pkcs8',
    decodeBase64(base64) ?? new Uint8Array(),
    algorithm,
    false,
    ['sign'],
  )
  const signature = new Uint8Array(await crypto.subtle.sign(algorithm, key, signedBytes(body)))
  return { 'x-adobe-commerce-webhook-signature': encodeBase64(signature) }
}
