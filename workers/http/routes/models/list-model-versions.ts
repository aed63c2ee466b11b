import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { modelVersionListSchema } from '#shared/contracts/models.ts'
import { listModelVersions } from '#shared/database/model-versions.ts'
import { modelVersionView } from '#shared/predictions/views/model-view.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { modelParamsSchema, requireTrainable } from './require-model.ts'

const route = createRoute({
  operationId: 'listModelVersions',
  method: 'get',
  path: '/v1/models/{kind}/versions',
  tags: ['Models'],
  summary: 'The versions of a model, newest first, with how good each is',
  ...guarded('models:read'),
  request: { params: modelParamsSchema },
  responses: {
    200: {
      description: 'The latest 200',
      content: { 'application/json': { schema: modelVersionListSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerListModelVersions(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const { kind } = requireTrainable(context.req.valid('param').kind)
    const rows = await listModelVersions(drizzle(context.env.DB), tenantId, kind)
    return context.json({ versions: rows.map(modelVersionView) }, 200)
  })
}
