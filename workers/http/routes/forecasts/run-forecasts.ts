import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { auditActor } from '#shared/access/audited-operations.ts'
import { jobSchema } from '#shared/contracts/jobs.ts'
import { listActiveJobs } from '#shared/database/jobs.ts'
import { jobView } from '#shared/predictions/views/job-view.ts'
import { startJob } from '../../../start-job.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const begun = { 'application/json': { schema: jobSchema } }

const route = createRoute({
  operationId: 'runForecasts',
  method: 'post',
  path: '/v1/forecasts/run',
  tags: ['Forecasts'],
  summary: 'Forecast all sales anew',
  description:
    'Runs by itself every night and after an import of sales. Reads only the days that changed, and forecasts every item in every place. A shop without sales gets none: its job says so.',
  ...guarded('forecasts:manage'),
  responses: {
    200: { description: 'One is going on already: this one', content: begun },
    202: { description: 'It has begun', content: begun },
    ...problems('unauthenticated', 'forbidden', 'conflict'),
  },
})

export function registerRunForecasts(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const { tenantId } = access.tenant
    const told = { tenantId, kind: 'forecast-sales', model: null, startedBy: auditActor(access) } as const
    const job = await startJob(context.env, told, Date.now())
    if (job !== undefined) return context.json(jobView(job), 202)
    const active = await listActiveJobs(drizzle(context.env.DB), tenantId)
    const goingOn = active.find(({ kind }) => kind === 'forecast-sales')
    // It ended between the two questions.
    if (goingOn === undefined) throw new ProblemError('conflict', 'One has just ended. Ask again')
    return context.json(jobView(goingOn), 200)
  })
}
