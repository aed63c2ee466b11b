import { createRoute } from '@hono/zod-openapi'
import { auditActor } from '#shared/access/audited-operations.ts'
import { modelVersionSchema } from '#shared/contracts/models.ts'
import { promoteStatements } from '#shared/database/model-versions.ts'
import { modelVersionView } from '#shared/predictions/views/model-view.ts'
import { runStatements } from '../../../run-statements.ts'
import { startJob } from '../../../start-job.ts'
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
  description: 'The version that was in use is retired, and predictions are made anew.',
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

export function registerPromoteModelVersion(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const name = context.req.valid('param')
    const row = await requireVersion(context.env, access.tenant, name)
    if (row.state === 'champion') throw new ProblemError('conflict', 'It is in use already')
    const nowMs = Date.now()
    await runStatements(context.env.DB, promoteStatements(row, nowMs))
    const { tenantId, kind: model } = row
    const told = { tenantId, kind: 'score-customers', model, startedBy: auditActor(access) } as const
    await startJob(context.env, told, nowMs)
    return context.json(modelVersionView(await requireVersion(context.env, access.tenant, name)), 200)
  })
}
