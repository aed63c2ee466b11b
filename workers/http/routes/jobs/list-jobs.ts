import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { jobListSchema, listJobsQuerySchema } from '#shared/contracts/jobs.ts'
import { listJobs } from '#shared/database/jobs.ts'
import { jobView } from '#shared/predictions/views/job-view.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listJobs',
  method: 'get',
  path: '/v1/jobs',
  tags: ['Jobs'],
  summary: 'Trainings and scorings, newest first, with how far they are',
  ...guarded('jobs:read'),
  request: { query: listJobsQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: jobListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

const cursorSchema = z.object({ startedAt: z.number(), jobId: z.string() })

export function registerListJobs(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const { state, kind, limit, cursor } = context.req.valid('query')
    const after = readCursor(cursorSchema, cursor)
    const rows = await listJobs(drizzle(context.env.DB), { tenantId, state, kind, limit, after })
    const last = rows.length === limit ? rows.at(-1) : undefined
    return context.json(
      {
        jobs: rows.map(jobView),
        nextCursor: last === undefined ? null : writeCursor({ startedAt: last.startedAt, jobId: last.jobId }),
      },
      200,
    )
  })
}
