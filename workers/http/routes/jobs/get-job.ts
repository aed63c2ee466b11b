import { createRoute } from '@hono/zod-openapi'
import { jobSchema } from '#shared/contracts/jobs.ts'
import { jobView } from '#shared/predictions/views/job-view.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { jobParamsSchema, requireJob } from './require-job.ts'

const route = createRoute({
  operationId: 'getJob',
  method: 'get',
  path: '/v1/jobs/{jobId}',
  tags: ['Jobs'],
  summary: 'One job: how far it is, and what came of it',
  ...guarded('jobs:read'),
  request: { params: jobParamsSchema },
  responses: {
    200: { description: 'The job', content: { 'application/json': { schema: jobSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerGetJob(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const job = await requireJob(context.env, tenant, context.req.valid('param').jobId)
    return context.json(jobView(job), 200)
  })
}
