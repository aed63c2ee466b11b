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
  operationId: 'startRebuild',
  method: 'post',
  path: '/v1/tenant/rebuild',
  tags: ['Tenant'],
  summary: 'Make the tables that are projections again, from the objects and the archive',
  description:
    'After the database was restored to an earlier moment, or rows were lost or changed by hand. Who was erased since is erased there again, first of all. Events may come in meanwhile. What the archive no longer tells of products, stock and reported sales stays as it is.',
  ...guarded('tenant:manage'),
  responses: {
    200: { description: 'One is going on already: this one', content: begun },
    202: { description: 'It has begun; its job tells how far it is', content: begun },
    ...problems('unauthenticated', 'forbidden', 'conflict'),
  },
})

export function registerStartRebuild(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const { tenantId } = access.tenant
    const told = { tenantId, kind: 'rebuild', model: null, startedBy: auditActor(access) } as const
    const job = await startJob(context.env, told, Date.now())
    if (job !== undefined) return context.json(jobView(job), 202)
    const active = await listActiveJobs(drizzle(context.env.DB), tenantId)
    const goingOn = active.find(({ kind }) => kind === 'rebuild')
    if (goingOn === undefined)
      throw new ProblemError('conflict', 'An import is being undone. Ask again when it is done')
    return context.json(jobView(goingOn), 200)
  })
}
