import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { auditActor } from '#shared/access/audited-operations.ts'
import { jobSchema } from '#shared/contracts/jobs.ts'
import { listChampions } from '#shared/database/model-versions.ts'
import { jobView } from '#shared/predictions/views/job-view.ts'
import { scoredWith, startJob } from '../../../start-job.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { modelParamsSchema, requireTrainable } from './require-model.ts'

const route = createRoute({
  operationId: 'scoreModel',
  method: 'post',
  path: '/v1/models/{kind}/score',
  tags: ['Models'],
  summary: 'Make the predictions of a model anew, for everybody',
  description: 'Runs by itself every night, and for a customer who has just bought.',
  ...guarded('models:manage'),
  request: { params: modelParamsSchema },
  responses: {
    202: { description: 'It has begun', content: { 'application/json': { schema: jobSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict'),
  },
})

export function registerScoreModel(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const { tenantId } = access.tenant
    const { kind: model } = requireTrainable(context.req.valid('param').kind)
    const champions = await listChampions(drizzle(context.env.DB), tenantId)
    if (!champions.some(({ kind }) => kind === model))
      throw new ProblemError('conflict', 'No version of it is in use')
    const told = {
      tenantId,
      kind: 'score-customers',
      model: scoredWith(model),
      startedBy: auditActor(access),
    } as const
    const job = await startJob(context.env, told, Date.now())
    if (job === undefined) throw new ProblemError('conflict', 'It is being trained or used already')
    return context.json(jobView(job), 202)
  })
}
