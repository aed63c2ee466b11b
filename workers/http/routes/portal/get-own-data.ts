import { createRoute } from '@hono/zod-openapi'
import { ownDataSchema } from '#shared/contracts/portal.ts'
import { customerView } from '#shared/customers/views/customer-view.ts'
import { identityView } from '#shared/customers/views/identity-view.ts'
import type { Api } from '../../api.ts'
import { requireCluster } from '../../find-cluster.ts'
import { findCustomer } from '../../find-customer.ts'
import { findOwnCustomer } from '../../find-own-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'getOwnData',
  method: 'get',
  path: '/v1/portal/data',
  tags: ['Portal'],
  summary: 'What the shop knows about the person who is signed in',
  description: 'Found by the address of the account. Everything, with each event, is in an export.',
  ...guarded('portal:use'),
  responses: {
    200: { description: 'What is known', content: { 'application/json': { schema: ownDataSchema } } },
    ...problems('unauthenticated', 'forbidden', 'conflict'),
  },
})

export function registerGetOwnData(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const { tenant } = access
    const { email, customerId } = await findOwnCustomer(context.env, access)
    if (customerId === null) {
      return context.json({ shop: tenant.name, email, customer: null, identifiers: [], privacy: null }, 200)
    }
    const { record, orders } = await findCustomer(context.env, tenant, customerId)
    const { merges, sharedKeys } = await requireCluster(context.env, tenant, record.customerId)
    // Which records were put together is of use in an export, where it is explained.
    const customer = customerView(record, orders, [], tenant)
    const { identifiers } = identityView(record, merges, sharedKeys)
    return context.json({ shop: tenant.name, email, customer, identifiers, privacy: customer.privacy }, 200)
  })
}
