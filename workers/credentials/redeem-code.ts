import * as z from 'zod'
import type { IdentityProviderRow } from '#shared/database/identity-providers.ts'
import type { Env } from '../env.ts'
import { askIssuer } from './ask-issuer.ts'
import type { Issuer } from './discover-issuer.ts'
import { openSealed, type SealedFor } from './sealed-text.ts'

const tokenAnswerSchema = z.object({ id_token: z.string().min(1) })

/** What the client secret of a tenant's provider is sealed for. */
export function clientSecretOf(tenantId: string): SealedFor {
  return { tenantId, source: 'identity_provider', connectionId: tenantId, purpose: 'client-secret' }
}

/** Where a provider sends people back to. */
export function redirectUri(env: Pick<Env, 'DASHBOARD_BASE_URL'>): string {
  return new URL('/login/provider', env.DASHBOARD_BASE_URL).href
}

/** Exchanges a code for the ID token; undefined when the provider does not take it, or does not answer. */
export async function redeemCode(
  issuer: Issuer,
  provider: IdentityProviderRow,
  { code, codeVerifier }: { code: string; codeVerifier: string },
  env: Env,
): Promise<string | undefined> {
  const secret = await openSealed(provider.sealedClientSecret, clientSecretOf(provider.tenantId), env)
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    code_verifier: codeVerifier,
    redirect_uri: redirectUri(env),
  })
  const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded' })
  if (issuer.wantsSecretInBody) {
    body.set('client_id', provider.clientId)
    body.set('client_secret', secret)
  } else {
    // RFC 6749, 2.3.1: both are form-encoded before they are joined.
    const pair = [provider.clientId, secret].map((text) => encodeURIComponent(text)).join(':')
    headers.set('authorization', `Basic ${btoa(pair)}`)
  }
  const answer = await askIssuer(issuer.tokenEndpoint, env, { method: 'POST', headers, body: String(body) })
  return tokenAnswerSchema.safeParse(answer).data?.id_token
}
