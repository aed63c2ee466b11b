import * as z from 'zod'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { requirePersonalData } from '../../require-personal-data.ts'
import { sendExport } from '../../send-export.ts'
import { requirePrivacyRequest } from './require-privacy-request.ts'

const { middleware, ...access } = guarded('privacy:manage')

const route = {
  operationId: 'getExportPage',
  method: 'get' as const,
  path: '/v1/privacy/requests/{requestId}/result.html',
  tags: ['Privacy'],
  summary: 'Everything that is known of a person, to be read',
  ...access,
  request: { params: z.object({ requestId: z.string() }) },
  responses: {
    200: {
      description: 'A page without scripts, for seven days after it was made',
      content: { 'text/html': { schema: z.string() } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
}

export function registerGetExportPage(api: Api): void {
  api.openAPIRegistry.registerPath(route)
  api.get('/v1/privacy/requests/:requestId/result.html', ...middleware, async (context) => {
    const { tenant } = context.get('access')
    // A page cannot be masked.
    requirePersonalData(context.get('access'), 'To read an export')
    const row = await requirePrivacyRequest(context.env, tenant, context.req.param('requestId'))
    return sendExport(context.env, row, 'html')
  })
}
