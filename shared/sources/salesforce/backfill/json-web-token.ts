import { decodeBase64, encodeBase64 } from '../../hmac.ts'

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const encoder = new TextEncoder()
const pem = /-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----/

/**
 * A JSON Web Token signed with RS256 (RFC 7519, RFC 7518 section 3.3). `privateKey` is PKCS #8 in PEM; undefined when
 * it is not.
 */
export async function signedToken(
  claims: Readonly<Record<string, string | number>>,
  privateKey: string,
): Promise<string | undefined> {
  const key = await importKey(privateKey)
  if (key === undefined) return undefined
  const content = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) =>
    base64url(new Uint8Array(encoder.encode(JSON.stringify(part)))),
  )
  const signature = await crypto.subtle.sign(algorithm, key, encoder.encode(content.join('.')))
  return [...content, base64url(new Uint8Array(signature))].join('.')
}

async function importKey(privateKey: string): Promise<CryptoKey | undefined> {
  const bytes = decodeBase64((pem.exec(privateKey)?.[1] ?? '').replace(/\s/g, ''))
  if (bytes === undefined || bytes.length === 0) return undefined
  try {
    return await crypto.subtle.importKey('pkcs8', bytes, algorithm, false, ['sign'])
  } catch {
    return undefined
  }
}

function base64url(bytes: Uint8Array<ArrayBuffer>): string {
  return encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
