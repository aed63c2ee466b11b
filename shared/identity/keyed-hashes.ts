import type { IdentifierKey } from './identifier.ts'

/**
 * HMAC-SHA-256 of each identifier under a secret, as hexadecimal text: tells whether an identifier is known without
 * keeping it.
 */
export async function keyedHashes(
  keys: readonly IdentifierKey[],
  secret: string,
): Promise<Map<IdentifierKey, string>> {
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign'])
  const hashed = await Promise.all(
    [...new Set(keys)].map(async (identifier): Promise<[IdentifierKey, string]> => {
      const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(identifier)))
      return [identifier, Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')]
    }),
  )
  return new Map(hashed)
}
