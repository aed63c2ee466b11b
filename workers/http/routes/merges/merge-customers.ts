import { createRoute } from '@hono/zod-openapi'
import { mergeCustomersSchema, mergeSchema } from '#shared/contracts/identity.ts'
import type { MergeRecord } from '#shared/identity/decision-records.ts'
import { mergeView } from '#shared/identity/views/merge-view.ts'
import type { Api } from '../../api.ts'
import { decideIdentity, decisionProblems } from '../../decide-identity.ts'
import { guarded } from '../../middleware/authenticate.ts'

const route = createRoute({
  operationId: 'mergeCustomers',
  method: 'post',
  path: '/v1/merges',
  tags: ['Identity'],
  summary: 'Make two customers one, whatever the rules say',
  ...guarded('identity:decide'),
  request: {
    body: { required: true, content: { 'application/json': { schema: mergeCustomersSchema } } },
  },
  responses: {
    201: { description: 'They are one', content: { 'application/json': { schema: mergeSchema } } },
    ...decisionProblems,
  },
})

export function registerMergeCustomers(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant, actor } = context.get('access')
    const request = JSON.stringify({ ...context.req.valid('json'), by: actor })
    const merge = await decideIdentity<MergeRecord>(context.env, tenant, (directory) =>
      directory.mergeCustomers(request),
    )
    return context.json(mergeView(merge), 201)
  })
}
