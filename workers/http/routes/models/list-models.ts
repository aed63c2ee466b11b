import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { modelListSchema } from '#shared/contracts/models.ts'
import { listActiveJobs, listLatestJobs } from '#shared/database/jobs.ts'
import { listChampions, listLatestVersions } from '#shared/database/model-versions.ts'
import { trainables } from '#shared/predictions/trainables.ts'
import { modelView } from '#shared/predictions/views/model-view.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listModels',
  method: 'get',
  path: '/v1/models',
  tags: ['Models'],
  summary: 'What can be learned from purchases, and the version of each that is in use',
  ...guarded('models:read'),
  responses: {
    200: { description: 'All kinds', content: { 'application/json': { schema: modelListSchema } } },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerListModels(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const database = drizzle(context.env.DB)
    const [champions, latest, active, trainings] = await Promise.all([
      listChampions(database, tenantId),
      listLatestVersions(database, tenantId),
      listActiveJobs(database, tenantId),
      listLatestJobs(database, tenantId, 'train-model', 0),
    ])
    const models = [...trainables.values()].map((trainable) => {
      const isOfKind = ({ model }: { model: string | null }) => model === trainable.kind
      return modelView({
        trainable,
        champion: champions.find(({ kind }) => kind === trainable.kind),
        latest: latest.find(({ row }) => row.kind === trainable.kind),
        activeJob: active.find(isOfKind),
        lastTraining: trainings.find(isOfKind),
      })
    })
    return context.json({ models }, 200)
  })
}
