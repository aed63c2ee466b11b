import * as z from 'zod'
import type { Env } from '../env.ts'
import { askIssuer, refuseIssuerAddress } from './ask-issuer.ts'

const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
})

/** Where a provider's parts are. */
export interface Issuer {
  readonly issuer: string
  readonly authorizationEndpoint: string
  readonly tokenEndpoint: string
  readonly jwksUri: string
  /** Whether it wants the client secret in the body instead of the header, which is usual. */
  readonly wantsSecretInBody: boolean
  /** Whether it says in its answer who it is (RFC 9207), so that one without that is not its own. */
  readonly saysWhoItIs: boolean
}

/**
 * Reads a provider's discovery document (OpenID Connect Discovery 1.0). Undefined when there is none, when it speaks of
 * another issuer (section 4.3), or when one of its addresses must not be called.
 */
export async function discoverIssuer(
  issuer: string,
  env: Pick<Env, 'ENVIRONMENT'>,
): Promise<Issuer | undefined> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const parsed = discoverySchema.safeParse(await askIssuer(address, env))
  if (!parsed.success || parsed.data.issuer !== issuer) return undefined
  const { authorization_endpoint, token_endpoint, jwks_uri } = parsed.data
  const addresses = [authorization_endpoint, token_endpoint, jwks_uri]
  if (addresses.some((each) => refuseIssuerAddress(each, env) !== undefined)) return undefined
  const methods = parsed.data.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  return {
    issuer,
    authorizationEndpoint: authorization_endpoint,
    tokenEndpoint: token_endpoint,
    jwksUri: jwks_uri,
    wantsSecretInBody: !methods.includes('client_secret_basic') && methods.includes('client_secret_post'),
    saysWhoItIs: parsed.data.authorization_response_iss_parameter_supported === true,
  }
}
