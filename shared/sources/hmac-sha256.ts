const encoder = new TextEncoder()

function importSecret(secret: string, usage: 'sign' | 'verify'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    usage,
  ])
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
