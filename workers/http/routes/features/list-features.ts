import { createRoute } from '@hono/zod-openapi'
import { featureCatalogueSchema } from '#shared/contracts/features.ts'
import { featureCatalogue } from '#shared/features/feature-catalogue.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listFeatures',
  method: 'get',
  path: '/v1/features',
  tags: ['Predictions'],
  summary: 'The feature catalogue: what is computed about customers, in which unit and how',
  ...guarded('predictions:read'),
  responses: {
    200: {
      description: 'Every feature, in the order of vectors',
      content: { 'application/json': { schema: featureCatalogueSchema } },
    },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerListFeatures(api: Api): void {
  api.openapi(route, (context) =>
    context.json({ features: featureCatalogue.map(({ compute: _, ...definition }) => definition) }, 200),
  )
}
