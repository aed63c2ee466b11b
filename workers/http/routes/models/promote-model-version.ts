import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { auditActor } from '#shared/access/audited-operations.ts'
import { modelVersionSchema } from '#shared/contracts/models.ts'
import { cancelJob } from '#shared/database/jobs.ts'
import { promoteStatements } from '#shared/database/promote-version.ts'
import { modelVersionView } from '#shared/predictions/views/model-view.ts'
import { runStatements } from '../../../run-statements.ts'
import { prepareJob, scoredWith, sendJob } from '../../../start-job.ts'
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

const isUnderWay = 'It is being trained or used already'
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
    const database = drizzle(context.env.DB)
    const told = { tenantId, kind: 'score-customers', model, startedBy: auditActor(access) } as const
    const scoring = prepareJob(told, Date.now())
    await runStatements(context.env.DB, promoteStatements(database, row, scoring))
    const promoted = await requireVersion(context.env, access.tenant, name)
    if (promoted.promotedAt !== scoring.startedAt || promoted.state !== 'champion') {
      await cancelJob(database, tenantId, scoring.jobId, scoring.startedAt)
      throw new ProblemError('conflict', promoted.artifactDeletedAt === null ? isUnderWay : onlyFigures)
    }
    await sendJob(context.env, scoring)
    return context.json(modelVersionView(promoted), 200)
  })
}
