import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { userRoles } from '#shared/access/roles.ts'
import { identityProviderSchema, updateIdentityProviderSchema } from '#shared/contracts/identity-provider.ts'
import { findIdentityProvider, putIdentityProvider } from '#shared/database/identity-providers.ts'
import { refuseIssuerAddress } from '../../../credentials/ask-issuer.ts'
import { discoverIssuer } from '../../../credentials/discover-issuer.ts'
import { clientSecretOf } from '../../../credentials/redeem-code.ts'
import { sealText } from '../../../credentials/sealed-text.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { identityProviderView } from '../../view-identity-provider.ts'
import { requireGrantable } from '../../view-user.ts'

const route = createRoute({
  operationId: 'updateIdentityProvider',
  method: 'put',
  path: '/v1/tenant/identity-provider',
  tags: ['Users'],
  summary: 'Let an OpenID Connect provider sign staff in',
  description:
    'Cloudflare Access, or any issuer with a discovery document. It is asked once, to see that it answers.',
  ...guarded('tenant:manage'),
  request: {
    body: { required: true, content: { 'application/json': { schema: updateIdentityProviderSchema } } },
  },
  responses: {
    200: {
      description: 'As it is now',
      content: { 'application/json': { schema: identityProviderSchema } },
    },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerUpdateIdentityProvider(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const access = context.get('access')
    const { tenantId } = access.tenant
    const { clientSecret, ...settings } = context.req.valid('json')
    const { issuer, newUserRole } = settings
    // Whoever sets a provider up can come as anybody it signs in, which is everybody but owners.
    for (const role of userRoles) if (role !== 'owner') requireGrantable(role, access)
    if (newUserRole === 'owner') throw new ProblemError('forbidden', 'Owners sign in with a password')
    const refusal = refuseIssuerAddress(issuer, env)
    if (refusal !== undefined) throw wrongField('/issuer', refusal)
    const database = drizzle(env.DB)
    const present = await findIdentityProvider(database, tenantId)
    // The secret of one provider must not go to another.
    const kept = present?.issuer === issuer ? present.sealedClientSecret : undefined
    const sealedClientSecret =
      clientSecret === undefined ? kept : await sealText(clientSecret, clientSecretOf(tenantId), env)
    if (sealedClientSecret === undefined) throw wrongField('/clientSecret', 'is needed')
    if ((await discoverIssuer(issuer, env)) === undefined) {
      throw wrongField('/issuer', 'does not answer as an OpenID Connect issuer of this name')
    }
    const row = {
      tenantId,
      ...settings,
      sealedClientSecret,
      createdAt: present?.createdAt ?? Date.now(),
    }
    await putIdentityProvider(database, row)
    return context.json(identityProviderView(row, env), 200)
  })
}

function wrongField(pointer: string, detail: string): ProblemError {
  return new ProblemError('invalid-content', undefined, { errors: [{ pointer, detail }] })
}
