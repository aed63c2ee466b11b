/** A secret as the sender signs with it and as the receiver checks with it: the same text, but for public keys. */
export interface SecretPair {
  readonly signsWith: string
  readonly verifiesWith: string
}

const pem = (label: string, bytes: ArrayBuffer) =>
  `-----BEGIN ${label} KEY-----\n${Buffer.from(bytes).toString('base64')}\n-----END ${label} KEY-----\n`

async function newKeyPair(): Promise<SecretPair> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048 }
  const publicExponent = new Uint8Array([1, 0, 1])
  const pair = (await crypto.subtle.generateKey({ ...algorithm, publicExponent }, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair
  const exported = async (format: 'pkcs8' | 'spki', key: CryptoKey) =>
    (await crypto.subtle.exportKey(format, key)) as ArrayBuffer
  return {
    signsWith: pem('PRIVATE', await exported('pkcs8', pair.privateKey)),
    verifiesWith: pem('PUBLIC', await exported('spki', pair.publicKey)),
  }
}

const keyPairs = Promise.all([newKeyPair(), newKeyPair()])

/** The secret in use, and the one before it. */
export async function simulatorSecrets(source: string): Promise<SecretPair[]> {
  if (source === 'magento') return keyPairs
  const texts =
    source === 'pos'
      ? ['whsec_c2ltdWxhdGVkLXBvcy1zZWNyZXQtbm93', 'whsec_c2ltdWxhdGVkLXBvcy1zZWNyZXQtb2xk']
      : ['simulated-secret', 'simulated-secret-before']
  return texts.map((text) => ({ signsWith: text, verifiesWith: text }))
}
