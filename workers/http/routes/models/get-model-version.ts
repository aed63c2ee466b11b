import { createRoute } from '@hono/zod-openapi'
import { modelVersionSchema } from '#shared/contracts/models.ts'
import { modelVersionView } from '#shared/predictions/views/model-view.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { requireVersion, versionParamsSchema } from './require-model.ts'

const route = createRoute({
  operationId: 'getModelVersion',
  method: 'get',
  path: '/v1/models/{kind}/versions/{version}',
  tags: ['Models'],
  summary: 'One version of a model: what it learned from, how good it is, what it goes by',
  ...guarded('models:read'),
  request: { params: versionParamsSchema },
  responses: {
    200: { description: 'The version', content: { 'application/json': { schema: modelVersionSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerGetModelVersion(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireVersion(context.env, tenant, context.req.valid('param'))
    return context.json(modelVersionView(row), 200)
  })
}
