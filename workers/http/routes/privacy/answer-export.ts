import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { privacyRequestSchema } from '#shared/contracts/privacy.ts'
import { updatePrivacyRequest } from '#shared/database/privacy-requests.ts'
import { privacyRequestView } from '#shared/identity/views/privacy-request-view.ts'
import type { Api } from '../../api.ts'
import { requireCluster } from '../../find-cluster.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { requirePrivacyRequest } from './require-privacy-request.ts'

const route = createRoute({
  operationId: 'answerExport',
  method: 'post',
  path: '/v1/privacy/requests/{requestId}/export',
  tags: ['Privacy'],
  summary: 'Make, or make again, the export that a request asks for',
  ...guarded('privacy:manage'),
  request: { params: z.object({ requestId: z.string() }) },
  responses: {
    202: {
      description: 'It is being made',
      content: { 'application/json': { schema: privacyRequestSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict'),
  },
})

export function registerAnswerExport(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requirePrivacyRequest(context.env, tenant, context.req.valid('param').requestId)
    if (row.kind !== 'export') throw new ProblemError('conflict', 'This is not a request for an export')
    await requireCluster(context.env, tenant, row.customerId)
    const changes = { status: 'running' as const, completedAt: null, resultUntil: null }
    await updatePrivacyRequest(drizzle(context.env.DB), row, changes)
    const { tenantId, requestId } = row
    await context.env.JOBS_QUEUE.send({ version: 1, kind: 'export-person', tenantId, requestId })
    return context.json(privacyRequestView({ ...row, ...changes }, tenant), 202)
  })
}
