import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { splitCustomerSchema, splitSchema } from '#shared/contracts/identity.ts'
import type { SplitRecord } from '#shared/identity/decision-records.ts'
import { splitView } from '#shared/identity/views/split-view.ts'
import type { Api } from '../../api.ts'
import { decideIdentity, decisionProblems } from '../../decide-identity.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { requirePersonalData } from '../../require-personal-data.ts'

const route = createRoute({
  operationId: 'splitCustomer',
  method: 'post',
  path: '/v1/customers/{customerId}/splits',
  tags: ['Identity'],
  summary: 'Take identifiers out of a customer, into a new one',
  description:
    'Events go where their customer number is, else where their strongest identifier is. The two are remembered as different people.',
  ...guarded('identity:decide'),
  request: {
    params: z.object({ customerId: z.string() }),
    body: { required: true, content: { 'application/json': { schema: splitCustomerSchema } } },
  },
  responses: {
    201: { description: 'They are two', content: { 'application/json': { schema: splitSchema } } },
    ...decisionProblems,
  },
})

export function registerSplitCustomer(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant, actor } = context.get('access')
    // Whether it can be done tells whether the customer has these.
    requirePersonalData(context.get('access'), 'To name identifiers')
    const { customerId } = context.req.valid('param')
    const { identifiers, basis } = context.req.valid('json')
    const request = JSON.stringify({ customerId, keys: identifiers, basis, by: actor })
    const split = await decideIdentity<SplitRecord>(context.env, tenant, (directory) =>
      directory.splitCustomer(request),
    )
    return context.json(splitView(split), 201)
  })
}
