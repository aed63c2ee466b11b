import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { jobSchema } from '#shared/contracts/jobs.ts'
import { cancelJob } from '#shared/database/jobs.ts'
import { jobView } from '#shared/predictions/views/job-view.ts'
import { removeJobFiles } from '../../../job-ports.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { jobParamsSchema, requireJob } from './require-job.ts'

const route = createRoute({
  operationId: 'cancelJob',
  method: 'post',
  path: '/v1/jobs/{jobId}/cancel',
  tags: ['Jobs'],
  summary: 'End a job that is going on',
  description:
    'A training leaves nothing behind. Predictions that a scoring has made stay: each is right by itself.',
  ...guarded('jobs:manage'),
  request: { params: jobParamsSchema },
  responses: {
    200: { description: 'It has ended', content: { 'application/json': { schema: jobSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict'),
  },
})

export function registerCancelJob(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { tenantId } = tenant
    const { jobId } = context.req.valid('param')
    await requireJob(context.env, tenant, jobId)
    if (!(await cancelJob(drizzle(context.env.DB), tenantId, jobId, Date.now())))
      throw new ProblemError('conflict', 'It has ended already')
    await removeJobFiles(context.env, tenantId, jobId)
    return context.json(jobView(await requireJob(context.env, tenant, jobId)), 200)
  })
}
