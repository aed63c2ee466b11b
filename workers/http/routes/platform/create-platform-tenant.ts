import { createRoute } from '@hono/zod-openapi'
import { createdTenantSchema, createTenantSchema } from '#shared/contracts/tenant.ts'
import { insertTenant } from '#shared/database/insert-tenant.ts'
import { hasPhoneNumbers } from '#shared/identity/phone-country.ts'
import { newId } from '#shared/kernel/ids.ts'
import { newTenantRows } from '#shared/tenants/new-tenant.ts'
import { newTenantKeys } from '../../../credentials/new-tenant-keys.ts'
import { normalEmail } from '../../../credentials/normal-email.ts'
import type { Env } from '../../../env.ts'
import { deploymentResidency } from '../../../placed-env.ts'
import type { Api } from '../../api.ts'
import { forOperator } from '../../middleware/operator-only.ts'
import { ProblemError, problems } from '../../problems.ts'
import { readPlatformTenant } from '../../read-platform-tenant.ts'
import { recordOperator } from '../../record-operator.ts'
import { makeInvitation } from '../../send-invitation.ts'

const route = createRoute({
  operationId: 'createPlatformTenant',
  method: 'post',
  path: '/v1/platform/tenants',
  tags: ['Platform'],
  summary: 'Make a shop',
  description:
    'With a key for events, a key for the API and an invitation for its first owner, each shown this once. Owners and admins must set up a second factor within a week, unless the shop decides otherwise.',
  ...forOperator(),
  request: {
    body: { required: true, content: { 'application/json': { schema: createTenantSchema } } },
  },
  responses: {
    201: {
      description: 'It is there',
      content: { 'application/json': { schema: createdTenantSchema } },
    },
    ...problems(
      'malformed-request',
      'unauthenticated',
      'not-found',
      'conflict',
      'invalid-content',
      'too-many-requests',
    ),
  },
})

export function registerCreatePlatformTenant(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const nowMs = Date.now()
    const { tenantId, residency, placement, owner, ...settings } = context.req.valid('json')
    const wrong = refuseWish(settings.country, residency, env)
    if (wrong !== undefined) throw new ProblemError('invalid-content', undefined, { errors: [wrong] })
    const { shown, stored } = await newTenantKeys(env)
    const email = normalEmail(owner.email)
    const user = { userId: newId('usr', nowMs, Math.random), email, displayName: owner.displayName ?? email }
    const rows = newTenantRows(
      {
        ...{ tenantId, ...settings, ...placement, ...stored },
        residency: deploymentResidency(env),
        trackingConnectionId: 'web',
        user: { ...user, passwordHash: null },
        shopify: undefined,
      },
      nowMs,
    )
    if (!(await insertTenant(env.DB, tenantId, rows))) {
      throw new ProblemError('conflict', 'There is a shop of this id, or was: an id is never given again')
    }
    await recordOperator(context, tenantId, 201)
    const invitation = await makeInvitation({ tenantId, ...user }, settings.name, env, nowMs)
    return context.json({ tenant: await readPlatformTenant(env, tenantId), ...shown, ...invitation }, 201)
  })
}

/** What of a wish cannot be kept. A residency is promised only where database, files and objects are all there. */
function refuseWish(
  country: string,
  residency: 'anywhere' | 'eu' | undefined,
  env: Env,
): { pointer: string; detail: string } | undefined {
  if (!hasPhoneNumbers(country)) return { pointer: '/country', detail: 'must be a country such as GB' }
  const own = deploymentResidency(env)
  if (residency === undefined || residency === own) return undefined
  return {
    pointer: '/residency',
    detail:
      own === 'eu'
        ? 'must be eu: all shops of this deployment are kept there'
        : 'cannot be promised: the database and the files of this deployment are kept anywhere. Make the shop in a deployment for the EU',
  }
}
