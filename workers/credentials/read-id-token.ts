import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import * as z from 'zod'
import type { Env } from '../env.ts'
import { askIssuer } from './ask-issuer.ts'
import type { Issuer } from './discover-issuer.ts'

/** What providers sign with; never a shared secret, and never nothing. */
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA']
const leewaySeconds = 30
const longestToken = 16_384

const keySetSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) })
const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  nonce: z.string().min(1),
  email: z.email().optional(),
  email_verified: z.boolean().optional(),
  name: z.string().max(200).optional(),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.string().optional(),
  acr: z.string().optional(),
  amr: z.array(z.string()).optional(),
})

/** Who signed in at a provider. */
export interface ProvidedPerson {
  /** Who says so, and what it calls the person: the two together never change and never mean somebody else. */
  readonly issuer: string
  readonly subject: string
  readonly email: string | undefined
  readonly isEmailVerified: boolean
  readonly name: string | undefined
  /** How they showed who they are, as the provider calls it, and with what (RFC 8176). */
  readonly acr: string | undefined
  readonly amr: readonly string[]
}

/**
 * Who an ID token is about (OpenID Connect Core, 3.1.3.7): signed by a key the issuer publishes, meant for this client
 * and this sign-in, and not over. Undefined otherwise.
 */
export async function readIdToken(
  token: string,
  issuer: Pick<Issuer, 'issuer' | 'jwksUri'>,
  expected: { readonly clientId: string; readonly nonce: string },
  env: Pick<Env, 'ENVIRONMENT'>,
  nowMs: number,
): Promise<ProvidedPerson | undefined> {
  if (token.length > longestToken) return undefined
  const keySet = keySetSchema.safeParse(await askIssuer(issuer.jwksUri, env))
  if (!keySet.success) return undefined
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keySet.data as JSONWebKeySet), {
      algorithms,
      issuer: issuer.issuer,
      audience: expected.clientId,
      clockTolerance: leewaySeconds,
      currentDate: new Date(nowMs),
      requiredClaims: ['exp', 'iat', 'sub', 'nonce'],
    })
    const claims = claimsSchema.parse(payload)
    const isForOthersToo = Array.isArray(claims.aud) && claims.aud.length > 1
    const isForClient = isForOthersToo ? claims.azp === expected.clientId : true
    if (!isForClient || claims.nonce !== expected.nonce) return undefined
    return {
      issuer: issuer.issuer,
      subject: claims.sub,
      email: claims.email,
      isEmailVerified: claims.email_verified === true,
      name: claims.name,
      acr: claims.acr,
      amr: claims.amr ?? [],
    }
  } catch {
    return undefined // jose throws for every kind of bad token
  }
}
