import { jwtVerify, SignJWT } from 'jose'
import * as z from 'zod'
import { userRoles } from '#shared/access/roles.ts'
import { minuteMs, secondMs } from '#shared/kernel/time.ts'
import { accessTokenKeys, type TokenEnv, tokenAlgorithm } from './access-token-keys.ts'

export const accessTokenLifeMs = 15 * minuteMs

const audience = 'patron-api'
const type = 'at+jwt'
const leewaySeconds = 30
/** One of ours has some 500 characters. */
const longestToken = 8192

const claimsSchema = z.object({
  sub: z.string().min(1),
  tid: z.string().min(1),
  sid: z.string().min(1),
  role: z.enum(userRoles),
})

/** Whose a token is: the account, its tenant and session, and the role it had when the token was made. */
export type AccessTokenClaims = z.infer<typeof claimsSchema>

/** An access token (RFC 9068) that is good for {@link accessTokenLifeMs}. */
export async function signAccessToken(
  claims: AccessTokenClaims,
  env: TokenEnv,
  nowMs: number,
): Promise<string> {
  const { signing } = await accessTokenKeys(env)
  const nowSeconds = Math.floor(nowMs / secondMs)
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: tokenAlgorithm, typ: type, kid: signing.kid })
    .setIssuer(env.PUBLIC_BASE_URL)
    .setAudience(audience)
    .setIssuedAt(nowSeconds)
    .setNotBefore(nowSeconds)
    .setExpirationTime(nowSeconds + accessTokenLifeMs / secondMs)
    .setJti(crypto.randomUUID())
    .sign(signing.key)
}

/** Whether a text has the shape of such a token; keys have no dots. */
export function looksLikeAccessToken(text: string): boolean {
  return text.split('.', 4).length === 3
}

/**
 * What a token says, if it was signed here and is good now; undefined otherwise. The key is one of our own by its `kid`:
 * whatever else the header names (`jku`, `x5u`, `jwk`) is not looked at, and no other algorithm is taken (RFC 8725).
 */
export async function readAccessToken(
  token: string,
  env: TokenEnv,
  nowMs: number,
): Promise<AccessTokenClaims | undefined> {
  if (token.length > longestToken) return undefined
  const { verifying } = await accessTokenKeys(env)
  try {
    const { payload } = await jwtVerify(
      token,
      ({ kid }) => {
        const key = verifying.get(kid ?? '')
        if (key === undefined) throw new Error('not one of our keys')
        return key
      },
      {
        algorithms: [tokenAlgorithm],
        typ: type,
        issuer: env.PUBLIC_BASE_URL,
        audience,
        clockTolerance: leewaySeconds,
        currentDate: new Date(nowMs),
        requiredClaims: ['exp', 'nbf', 'iat', 'jti', 'sub'],
      },
    )
    return claimsSchema.safeParse(payload).data
  } catch {
    return undefined // jose throws for every kind of bad token
  }
}
