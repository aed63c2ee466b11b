import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { auditActor } from '#shared/access/audited-operations.ts'
import { modelVersionSchema } from '#shared/contracts/models.ts'
import { listActiveJobs } from '#shared/database/jobs.ts'
import { promoteStatements } from '#shared/database/model-versions.ts'
import { modelVersionView } from '#shared/predictions/views/model-view.ts'
import { runStatements } from '../../../run-statements.ts'
import { scoredWith, startJob } from '../../../start-job.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { requireVersion, versionParamsSchema } from './require-model.ts'

const route = createRoute({
  operationId: 'promoteModelVersion',
  method: 'post',
  path: '/v1/models/{kind}/versions/{version}/promote',
  tags: ['Models'],
  summary: 'Take a version into use, whatever the comparison said: also the way back to an earlier one',
  description:
    'The version that was in use is retired, and predictions are made anew. Not while it is trained or predictions are made.',
  ...guarded('models:manage'),
  request: { params: versionParamsSchema },
  responses: {
    200: {
      description: 'The version, in use',
      content: { 'application/json': { schema: modelVersionSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict'),
  },
})

const onlyFigures = 'Only its figures are left: the model itself was deleted'

export function registerPromoteModelVersion(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const name = context.req.valid('param')
    const row = await requireVersion(context.env, access.tenant, name)
    if (row.state === 'champion') throw new ProblemError('conflict', 'It is in use already')
    const { tenantId, kind } = row
    const model = scoredWith(kind)
    if (row.artifactDeletedAt !== null) throw new ProblemError('conflict', onlyFigures)
    // It would be in use without the predictions of it, or a training would compare with another than is in use.
    const jobs = await listActiveJobs(drizzle(context.env.DB), tenantId)
    if (jobs.some((job) => job.model === kind || job.model === model))
      throw new ProblemError('conflict', 'It is being trained or used already')
    const nowMs = Date.now()
    await runStatements(context.env.DB, promoteStatements(row, nowMs))
    const promoted = await requireVersion(context.env, access.tenant, name)
    if (promoted.state !== 'champion') throw new ProblemError('conflict', onlyFigures)
    const told = { tenantId, kind: 'score-customers', model, startedBy: auditActor(access) } as const
    await startJob(context.env, told, nowMs)
    return context.json(modelVersionView(promoted), 200)
  })
}
