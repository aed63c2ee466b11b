import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { providerSignInSchema, startProviderSignInSchema } from '#shared/contracts/sessions.ts'
import { findIdentityProvider } from '#shared/database/identity-providers.ts'
import { toIso } from '#shared/kernel/time.ts'
import { discoverIssuer } from '../../../credentials/discover-issuer.ts'
import { redirectUri } from '../../../credentials/redeem-code.ts'
import { codeChallenge, newSignInFlow, sealSignInFlow } from '../../../credentials/sign-in-flow.ts'
import type { Api } from '../../api.ts'
import { open } from '../../operations.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'startProviderSignIn',
  method: 'post',
  path: '/v1/sessions/oidc',
  tags: ['Sessions'],
  summary: "Sign in through the shop's identity provider: where to go",
  description: 'Authorization code flow of OpenID Connect with PKCE (S256), state and nonce.',
  ...open('password', 'It is how people get in'),
  request: {
    body: { required: true, content: { 'application/json': { schema: startProviderSignInSchema } } },
  },
  responses: {
    200: {
      description: 'Where the person signs in, and what the browser keeps until they come back',
      content: { 'application/json': { schema: providerSignInSchema } },
    },
    ...problems('malformed-request', 'not-found', 'invalid-content', 'too-many-requests', 'unavailable'),
  },
})

export function registerStartProviderSignIn(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const { tenantId } = context.req.valid('json')
    const provider = await findIdentityProvider(drizzle(env.DB), tenantId)
    if (provider === undefined) throw new ProblemError('not-found', 'This shop has no identity provider')
    const issuer = await discoverIssuer(provider.issuer, env)
    if (issuer === undefined) {
      throw new ProblemError('unavailable', 'The identity provider does not answer as it should', {
        headers: { 'retry-after': '30' },
      })
    }
    const flow = newSignInFlow(tenantId, Date.now())
    const url = new URL(issuer.authorizationEndpoint)
    const query = {
      response_type: 'code',
      client_id: provider.clientId,
      redirect_uri: redirectUri(env),
      scope: 'openid email profile',
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await codeChallenge(flow.codeVerifier),
      code_challenge_method: 'S256',
      ...(provider.requiredAcr !== null && { acr_values: provider.requiredAcr }),
    }
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return context.json(
      {
        authorizationUrl: url.href,
        flow: await sealSignInFlow(flow, env),
        expiresAt: toIso(flow.expiresAtMs),
      },
      200,
    )
  })
}
