import { createRoute } from '@hono/zod-openapi'
import { auditActor } from '#shared/access/audited-operations.ts'
import { jobSchema } from '#shared/contracts/jobs.ts'
import { trainModelSchema } from '#shared/contracts/models.ts'
import { jobView } from '#shared/predictions/views/job-view.ts'
import { startJob } from '../../../start-job.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { modelParamsSchema, requireTrainable } from './require-model.ts'

const route = createRoute({
  operationId: 'trainModel',
  method: 'post',
  path: '/v1/models/{kind}/train',
  tags: ['Models'],
  summary: 'Learn from what customers bought',
  description:
    'The new version is taken into use when it is better than a plain rule and than the one in use, on a later window than it learned from. With too little to learn from, the job ends and says what is missing. Runs by itself once a week.',
  ...guarded('models:manage'),
  request: {
    params: modelParamsSchema,
    body: { required: true, content: { 'application/json': { schema: trainModelSchema } } },
  },
  responses: {
    202: { description: 'It has begun', content: { 'application/json': { schema: jobSchema } } },
    ...problems(
      'malformed-request',
      'unauthenticated',
      'forbidden',
      'not-found',
      'conflict',
      'invalid-content',
    ),
  },
})

export function registerTrainModel(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const { seed } = context.req.valid('json')
    const { kind: model } = requireTrainable(context.req.valid('param').kind)
    const job = await startJob(
      context.env,
      {
        tenantId: access.tenant.tenantId,
        kind: 'train-model',
        model,
        startedBy: auditActor(access),
        ...(seed !== undefined && { seed }),
      },
      Date.now(),
    )
    if (job === undefined) throw new ProblemError('conflict', 'It is being trained or used already')
    return context.json(jobView(job), 202)
  })
}
