const encoder = new TextEncoder()

/** Keys in use: making one takes as long as using it, and a connection's secret is used with every delivery. */
const recentKeys = new Map<string, CryptoKey>()
const maxRecentKeys = 1_000

async function importSecret(secret: string, usage: 'sign' | 'verify'): Promise<CryptoKey> {
  const name = `${usage}:${secret}`
  const recent = recentKeys.get(name)
  if (recent !== undefined) return recent
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, [usage])
  if (recentKeys.size >= maxRecentKeys) recentKeys.clear()
  recentKeys.set(name, key)
  return key
}

/** HMAC-SHA256 of `bytes` under `secret`, 32 bytes. */
export async function signHmacSha256(
  secret: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', await importSecret(secret, 'sign'), bytes))
}

/**
 * Whether `signature` is the HMAC-SHA256 of `bytes` under one of the secrets. Compares in constant time. An empty
 * secret never fits: a connection without one must not be open to everybody.
 */
export async function verifyHmacSha256(
  secrets: readonly string[],
  bytes: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  for (const secret of secrets) {
    if (secret === '') continue
    if (await crypto.subtle.verify('HMAC', await importSecret(secret, 'verify'), signature, bytes))
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
