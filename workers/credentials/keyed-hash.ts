import { encodeHex, signHmac } from '#shared/sources/hmac.ts'
import type { Env } from '../env.ts'

/** What keyed hashing needs of the environment. */
export type HashingEnv = Pick<Env, 'ENVIRONMENT' | 'KEY_HASH_SECRET'>

/** What a hash is of: the same text for another purpose has another hash. */
export type HashPurpose = 'api-key' | 'account-link' | 'recovery-code' | 'refresh-token'

/**
 * HMAC-SHA-256 under KEY_HASH_SECRET, in hex: how secrets are stored that only have to be recognised. Who reads the
 * database can neither use them nor try guesses. Throws when production runs without a secret of its own.
 */
export async function keyedHash(purpose: HashPurpose, text: string, env: HashingEnv): Promise<string> {
  const secret: string | undefined = env.KEY_HASH_SECRET
  const isSafe = env.ENVIRONMENT !== 'production' || !secret?.startsWith('demo-')
  if (secret === undefined || secret.length < 32 || !isSafe) {
    throw new Error('KEY_HASH_SECRET must be set to at least 32 characters of chance')
  }
  const bytes = new TextEncoder().encode(`${purpose}\0${text}`)
  return encodeHex(await signHmac('SHA-256', secret, Uint8Array.from(bytes)))
}

/** How a key is stored. It is long and random, so it needs no salt and no slow hash. */
export function apiKeyHash(key: string, env: HashingEnv): Promise<string> {
  return keyedHash('api-key', key, env)
}
