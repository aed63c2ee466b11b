import { decodeBase64, encodeBase64 } from '#shared/sources/hmac.ts'
import type { Env } from '../env.ts'

/**
 * What a sealed text belongs to: a connection, or with the name of a table as `source` a row of it. It opens for nothing
 * else, so a row that is copied to another owner is useless.
 */
export interface SealedFor {
  readonly tenantId: string
  readonly source: string
  readonly connectionId: string
  readonly purpose: 'secret' | 'credentials' | 'second-factor' | 'client-secret' | 'sign-in'
}

/** What sealing needs of the environment. */
export type SealingEnv = Pick<Env, 'ENVIRONMENT' | 'CONNECTION_SECRETS_KEY'>

const prefix = 'sealed:1:'
const ivBytes = 12
const encoder = new TextEncoder()

/** Keys in use by the secret they are made from: one, but for tests. */
const keys = new Map<string, Promise<CryptoKey>>()

/** AES-256-GCM under a key made from CONNECTION_SECRETS_KEY: `sealed:1:<base64 of iv and ciphertext>`. */
export async function sealText(text: string, owner: SealedFor, env: SealingEnv): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
  const algorithm = { name: 'AES-GCM', iv, additionalData: ownerBytes(owner) }
  const sealed = await crypto.subtle.encrypt(algorithm, await sealingKey(env), encoder.encode(text))
  return prefix + encodeBase64(Uint8Array.from([...iv, ...new Uint8Array(sealed)]))
}

/** Whether a text is sealed at all: the demo's secrets are not, nor those that were stored before there was a key. */
export function isSealed(text: string): boolean {
  return text.startsWith(prefix)
}

/** The text that was sealed for this owner. Throws when it was sealed for another one, under another key, or changed. */
export async function openSealed(sealed: string, owner: SealedFor, env: SealingEnv): Promise<string> {
  const bytes = decodeBase64(sealed.slice(prefix.length))
  if (!isSealed(sealed) || bytes === undefined) throw new Error('this is not a sealed text')
  const algorithm = { name: 'AES-GCM', iv: bytes.slice(0, ivBytes), additionalData: ownerBytes(owner) }
  const key = await sealingKey(env)
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, bytes.slice(ivBytes)))
  } catch {
    const { source, connectionId, purpose } = owner
    throw new Error(`the ${purpose} of ${source}/${connectionId} cannot be opened: was the key changed?`)
  }
}

function ownerBytes({ tenantId, source, connectionId, purpose }: SealedFor): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(encoder.encode(JSON.stringify([tenantId, source, connectionId, purpose])))
}

/** Throws when production runs without a key of its own: then whoever reads the database could open everything. */
async function sealingKey(env: SealingEnv): Promise<CryptoKey> {
  const secret: string | undefined = env.CONNECTION_SECRETS_KEY
  const isSafe = env.ENVIRONMENT !== 'production' || !secret?.startsWith('demo-')
  if (secret === undefined || secret.length < 32 || !isSafe) {
    throw new Error('CONNECTION_SECRETS_KEY must be set to at least 32 characters of chance')
  }
  const key = keys.get(secret) ?? deriveKey(secret)
  keys.set(secret, key)
  return key
}

/** HKDF (RFC 5869): the secret is long and random, so it needs no salt and no slow hash. */
async function deriveKey(secret: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, ['deriveKey'])
  const info = encoder.encode('patron connection secrets')
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
  return crypto.subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
}
