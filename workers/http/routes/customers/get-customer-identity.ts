import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { customerIdentitySchema } from '#shared/contracts/customers.ts'
import { identityView } from '#shared/customers/views/identity-view.ts'
import { identityDirectoryName } from '#shared/tenants/object-names.ts'
import type { Api } from '../../api.ts'
import { findCustomer } from '../../find-customer.ts'
import { allow, staff } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'getCustomerIdentity',
  method: 'get',
  path: '/v1/customers/{customerId}/identity',
  tags: ['Customers'],
  summary: 'The identifiers of a customer with where each came from, and the merges',
  security: [{ bearer: [] }],
  middleware: [allow(...staff)] as const,
  request: { params: z.object({ customerId: z.string() }) },
  responses: {
    200: { description: 'The identity', content: { 'application/json': { schema: customerIdentitySchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerGetCustomerIdentity(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { record } = await findCustomer(context.env, tenant, context.req.valid('param').customerId)
    const directory = context.env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant))
    return context.json(identityView(record, await directory.mergesInto(record.customerId)), 200)
  })
}
