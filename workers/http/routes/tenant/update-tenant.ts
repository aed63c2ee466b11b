import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { tenantSchema, updateTenantSchema } from '#shared/contracts/tenant.ts'
import { findTenant, updateTenant } from '#shared/database/tenants.ts'
import { hasPhoneNumbers } from '#shared/identity/phone-country.ts'
import { forgetTenant } from '../../../credentials/load-tenant.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { readTenant } from '../../read-tenant.ts'

const route = createRoute({
  operationId: 'updateTenant',
  method: 'patch',
  path: '/v1/tenant',
  tags: ['Tenant'],
  summary: 'Change settings of the shop',
  description:
    'What is left out stays. Country, time zone and own phones hold for what comes in from now on. The currency is fixed once there are orders.',
  ...guarded('tenant:manage'),
  request: { body: { required: true, content: { 'application/json': { schema: updateTenantSchema } } } },
  responses: {
    200: { description: 'The new settings', content: { 'application/json': { schema: tenantSchema } } },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'conflict'),
    ...problems('unsupported-media-type', 'invalid-content'),
  },
})

export function registerUpdateTenant(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const { retention, ...given } = context.req.valid('json')
    if (given.country !== undefined && !hasPhoneNumbers(given.country)) {
      throw new ProblemError('invalid-content', undefined, {
        errors: [{ pointer: '/country', detail: 'must be a country such as GB' }],
      })
    }
    const before = await readTenant(context.env, tenantId)
    if (given.currency !== undefined && given.currency !== before.currency && before.isCurrencyFixed) {
      throw new ProblemError('conflict', `Orders are counted in ${before.currency}`, {
        errors: [{ pointer: '/currency', detail: 'cannot be changed once there are orders' }],
      })
    }
    const database = drizzle(context.env.DB)
    const stored = await findTenant(database, tenantId)
    const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    const days = Object.entries(retention ?? {}).filter(([, value]) => value !== undefined)
    await updateTenant(database, tenantId, {
      ...changes,
      ...(days.length > 0 && { retention: { ...stored?.retention, ...Object.fromEntries(days) } }),
    })
    forgetTenant(tenantId)
    return context.json(await readTenant(context.env, tenantId), 200)
  })
}
