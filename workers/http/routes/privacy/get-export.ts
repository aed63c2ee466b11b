import * as z from 'zod'
import { personExportSchema } from '#shared/contracts/person-export.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { sendExport } from '../../send-export.ts'
import { requirePrivacyRequest } from './require-privacy-request.ts'

const { middleware, ...access } = guarded('privacy:manage')

const route = {
  operationId: 'getExport',
  method: 'get' as const,
  path: '/v1/privacy/requests/{requestId}/result.json',
  tags: ['Privacy'],
  summary: 'Everything that is known of a person, for machines',
  ...access,
  request: { params: z.object({ requestId: z.string() }) },
  responses: {
    200: {
      description: 'The export, for seven days after it was made',
      content: { 'application/json': { schema: personExportSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
}

export function registerGetExport(api: Api): void {
  api.openAPIRegistry.registerPath(route)
  api.get('/v1/privacy/requests/:requestId/result.json', ...middleware, async (context) => {
    const { tenant } = context.get('access')
    const row = await requirePrivacyRequest(context.env, tenant, context.req.param('requestId'))
    return sendExport(context.env, row, 'json')
  })
}
