import { importJWK } from 'jose'
import * as z from 'zod'
import type { Env } from '../env.ts'

/** What access tokens need of the environment. */
export type TokenEnv = Pick<Env, 'ENVIRONMENT' | 'PUBLIC_BASE_URL' | 'ACCESS_TOKEN_KEYS'>

export const tokenAlgorithm = 'EdDSA'

const keySetSchema = z.object({
  keys: z
    .array(
      z.object({
        kty: z.literal('OKP'),
        crv: z.literal('Ed25519'),
        kid: z.string().regex(/^[\w-]{1,64}$/),
        x: z.string().min(1),
        d: z.string().min(1),
      }),
    )
    .min(1),
})
type PrivateKey = z.infer<typeof keySetSchema>['keys'][number]

/** The keys of access tokens: the first signs, all verify, so that a key can be replaced while tokens of it are about. */
export interface AccessTokenKeys {
  readonly signing: { readonly kid: string; readonly key: CryptoKey }
  readonly verifying: ReadonlyMap<string, CryptoKey>
  /** What everybody may see, as a JWK set (RFC 7517). */
  readonly published: { readonly keys: readonly Record<string, string>[] }
}

/** Keys in use by the text they are read from: one, but for tests. */
const known = new Map<string, Promise<AccessTokenKeys>>()

/** The keys of ACCESS_TOKEN_KEYS. Throws when it is none, or when production runs with the published ones. */
export function accessTokenKeys(env: TokenEnv): Promise<AccessTokenKeys> {
  const text: string = env.ACCESS_TOKEN_KEYS ?? ''
  const found = known.get(text) ?? readKeys(text)
  known.set(text, found)
  return env.ENVIRONMENT === 'production' ? found.then(refusePublished) : found
}

async function readKeys(text: string): Promise<AccessTokenKeys> {
  const parsed = keySetSchema.safeParse(parseJson(text))
  if (!parsed.success)
    throw new Error('ACCESS_TOKEN_KEYS must be a JWK set of private Ed25519 keys with `kid`')
  const { keys } = parsed.data
  const [first] = keys
  if (first === undefined) throw new Error('ACCESS_TOKEN_KEYS holds no key')
  const signing = { kid: first.kid, key: await cryptoKey(first) }
  const verifying = new Map<string, CryptoKey>()
  for (const { d: _, ...publicPart } of keys) verifying.set(publicPart.kid, await cryptoKey(publicPart))
  const published = {
    keys: keys.map(({ d: _, ...publicPart }) => ({ ...publicPart, alg: tokenAlgorithm, use: 'sig' })),
  }
  return { signing, verifying, published }
}

/** Whoever has the repository could sign with them. */
function refusePublished(keys: AccessTokenKeys): AccessTokenKeys {
  if ([...keys.verifying.keys()].some((kid) => kid.startsWith('demo-'))) {
    throw new Error('ACCESS_TOKEN_KEYS must be set to keys of your own')
  }
  return keys
}

async function cryptoKey(jwk: Partial<PrivateKey>): Promise<CryptoKey> {
  const key = await importJWK({ ...jwk, kty: 'OKP' }, tokenAlgorithm)
  if (key instanceof Uint8Array) throw new Error('an Ed25519 key is no bytes')
  return key as CryptoKey
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
