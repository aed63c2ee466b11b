import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { completeProviderSignInSchema, sessionSchema } from '#shared/contracts/sessions.ts'
import { findIdentityProvider } from '#shared/database/identity-providers.ts'
import { discoverIssuer, type Issuer } from '../../../credentials/discover-issuer.ts'
import { readIdToken } from '../../../credentials/read-id-token.ts'
import { redeemCode } from '../../../credentials/redeem-code.ts'
import { openSignInFlow } from '../../../credentials/sign-in-flow.ts'
import { admit } from '../../admit.ts'
import type { Api } from '../../api.ts'
import { findProvidedAccount, type ProvidedRefusal } from '../../find-provided-account.ts'
import { open } from '../../operations.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'completeProviderSignIn',
  method: 'post',
  path: '/v1/sessions/oidc/callback',
  tags: ['Sessions'],
  summary: "Sign in through the shop's identity provider: what it answered",
  description:
    'The ID token must be signed by a key the issuer publishes and meant for this client and this sign-in. The first time, a person is found by their e-mail, which must be verified and of a domain that is let in; from then on by `iss` and `sub` alone.',
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
    const { code, state, flow: sealed, iss } = context.req.valid('json')
    const flow = await openSignInFlow(sealed, env, nowMs)
    if (flow === undefined || flow.state !== state) {
      throw new ProblemError('unauthenticated', 'This sign-in was not begun in this browser, or is too old')
    }
    const { tenantId, codeVerifier, nonce } = flow
    const provider = await findIdentityProvider(drizzle(env.DB), tenantId)
    const issuer = provider === undefined ? undefined : await discoverIssuer(provider.issuer, env)
    if (issuer !== undefined && !isItsAnswer(issuer, iss)) {
      throw new ProblemError('unauthenticated', 'This answer is of another identity provider')
    }
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
    const { requiredAcr, requiredAmr } = provider
    const isShownAsWanted =
      (requiredAcr === null || person.acr === requiredAcr) &&
      requiredAmr.every((method) => person.amr.includes(method))
    if (!isShownAsWanted) {
      throw new ProblemError(
        'forbidden',
        'Your shop wants the identity provider to ask for more than it did, such as a second factor',
      )
    }
    const found = await findProvidedAccount(person, provider, env, nowMs)
    if (found.kind === 'refused') throw new ProblemError('forbidden', refusals[found.because])
    return context.json(await admit(context, found.account, 'provider', nowMs), 201)
  })
}

const refusals: Record<ProvidedRefusal, string> = {
  'not-let-in': 'The identity provider knows you, and this shop does not let you in',
  'address-of-another':
    'Another person of the identity provider has the account of this address: somebody who looks after people must remove it first',
}

/** Whether an answer is of this provider, as far as it says who it is (RFC 9207, section 2.4). */
function isItsAnswer({ issuer, saysWhoItIs }: Issuer, iss: string | undefined): boolean {
  return iss === undefined ? !saysWhoItIs : iss === issuer
}
