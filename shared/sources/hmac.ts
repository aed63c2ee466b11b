const encoder = new TextEncoder()

/** Keys in use: making one takes as long as using it, and a connection's secret is used with every delivery. */
const recentKeys = new Map<string, CryptoKey>()
const maxRecentKeys = 1_000

/** The hashes that vendors sign with. */
export type HmacHash = 'SHA-1' | 'SHA-256'

/** A secret as the vendor writes it, whose UTF-8 bytes are the key, or the key itself. */
export type HmacSecret = string | Uint8Array<ArrayBuffer>

async function importSecret(
  hash: HmacHash,
  secret: HmacSecret,
  usage: 'sign' | 'verify',
): Promise<CryptoKey> {
  const isText = typeof secret === 'string'
  const name = `${hash}:${usage}:${isText ? `text:${secret}` : `bytes:${encodeHex(secret)}`}`
  const recent = recentKeys.get(name)
  if (recent !== undefined) return recent
  const algorithm = { name: 'HMAC', hash }
  const bytes = isText ? encoder.encode(secret) : secret
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, [usage])
  if (recentKeys.size >= maxRecentKeys) recentKeys.clear()
  recentKeys.set(name, key)
  return key
}

/** The HMAC of `bytes` under `secret`: 20 bytes with SHA-1, 32 with SHA-256. */
export async function signHmac(
  hash: HmacHash,
  secret: HmacSecret,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', await importSecret(hash, secret, 'sign'), bytes))
}

/**
 * Whether `signature` is the HMAC of `bytes` under one of the secrets. Compares in constant time. An empty
 * secret never fits: a connection without one must not be open to everybody.
 */
export async function verifyHmac(
  hash: HmacHash,
  secrets: readonly HmacSecret[],
  bytes: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  for (const secret of secrets) {
    if (secret.length === 0) continue
    if (await crypto.subtle.verify('HMAC', await importSecret(hash, secret, 'verify'), signature, bytes))
      return true
  }
  return false
}

/** Bytes of a base64 text; undefined when it is not base64. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

export function encodeBase64(bytes: Uint8Array<ArrayBuffer>): string {
  return btoa(String.fromCharCode(...bytes))
}

/** Bytes of a hexadecimal text of either case; undefined when it is none. */
export function decodeHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) return undefined
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(index * 2, index * 2 + 2), 16),
  )
}

export function encodeHex(bytes: Uint8Array<ArrayBuffer>): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
