import { decodeBase64 } from '../hmac.ts'

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const pemPattern = /^-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/

/** Keys in use: reading one takes longer than using it. */
const recentKeys = new Map<string, CryptoKey>()
const maxRecentKeys = 1_000

/** The RSA public key that a PEM text spells; undefined when it spells none. */
export async function importPublicKey(pem: string): Promise<CryptoKey | undefined> {
  const recent = recentKeys.get(pem)
  if (recent !== undefined) return recent
  const match = pemPattern.exec(pem.trimStart())
  const bytes = match?.[1] === undefined ? undefined : decodeBase64(match[1].replace(/\s+/g, ''))
  if (bytes === undefined) return undefined
  try {
    const key = await crypto.subtle.importKey('spki', bytes, algorithm, false, ['verify'])
    if (recentKeys.size >= maxRecentKeys) recentKeys.clear()
    recentKeys.set(pem, key)
    return key
  } catch {
    return undefined
  }
}
