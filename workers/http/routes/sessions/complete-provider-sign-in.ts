import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { completeProviderSignInSchema, sessionSchema } from '#shared/contracts/sessions.ts'
import { findIdentityProvider } from '#shared/database/identity-providers.ts'
import { discoverIssuer } from '../../../credentials/discover-issuer.ts'
import { readIdToken } from '../../../credentials/read-id-token.ts'
import { redeemCode } from '../../../credentials/redeem-code.ts'
import { openSignInFlow } from '../../../credentials/sign-in-flow.ts'
import { admit } from '../../admit.ts'
import type { Api } from '../../api.ts'
import { findProvidedAccount } from '../../find-provided-account.ts'
import { open } from '../../operations.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'completeProviderSignIn',
  method: 'post',
  path: '/v1/sessions/oidc/callback',
  tags: ['Sessions'],
  summary: "Sign in through the shop's identity provider: what it answered",
  description:
    'The ID token must be signed by a key the issuer publishes and meant for this client and this sign-in; the e-mail must be verified and of a domain that is let in.',
  ...open('password', 'It is how people get in'),
  request: {
    body: { required: true, content: { 'application/json': { schema: completeProviderSignInSchema } } },
  },
  responses: {
    201: { description: 'Signed in', content: { 'application/json': { schema: sessionSchema } } },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'invalid-content', 'too-many-requests'),
  },
})

export function registerCompleteProviderSignIn(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const nowMs = Date.now()
    const { code, state, flow: sealed } = context.req.valid('json')
    const flow = await openSignInFlow(sealed, env, nowMs)
    if (flow === undefined || flow.state !== state) {
      throw new ProblemError('unauthenticated', 'This sign-in was not begun in this browser, or is too old')
    }
    const { tenantId, codeVerifier, nonce } = flow
    const provider = await findIdentityProvider(drizzle(env.DB), tenantId)
    const issuer = provider === undefined ? undefined : await discoverIssuer(provider.issuer, env)
    const token =
      provider === undefined || issuer === undefined
        ? undefined
        : await redeemCode(issuer, provider, { code, codeVerifier }, env)
    if (provider === undefined || issuer === undefined || token === undefined) {
      throw new ProblemError('unauthenticated', 'The identity provider did not take the code')
    }
    const expected = { clientId: provider.clientId, nonce }
    const person = await readIdToken(token, issuer, expected, env, nowMs)
    if (person === undefined) {
      throw new ProblemError('unauthenticated', 'What the identity provider answered cannot be trusted')
    }
    const account = await findProvidedAccount(person, provider, env, nowMs)
    if (account === undefined) {
      throw new ProblemError(
        'forbidden',
        'The identity provider knows you, and this shop does not let you in',
      )
    }
    return context.json(await admit(context, account, 'provider', nowMs), 201)
  })
}
