import * as z from 'zod'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { sendExport } from '../../send-export.ts'
import { requireOwnExport } from './require-own-export.ts'

const { middleware, ...access } = guarded('portal:use')

const route = {
  operationId: 'getOwnExportPage',
  method: 'get' as const,
  path: '/v1/portal/exports/{requestId}/result.html',
  tags: ['Portal'],
  summary: 'Everything that is known of oneself, to be read',
  ...access,
  request: { params: z.object({ requestId: z.string() }) },
  responses: {
    200: {
      description: 'A page without scripts, for seven days after it was made',
      content: { 'text/html': { schema: z.string() } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict'),
  },
}

export function registerGetOwnExportPage(api: Api): void {
  api.openAPIRegistry.registerPath(route)
  api.get('/v1/portal/exports/:requestId/result.html', ...middleware, async (context) => {
    const row = await requireOwnExport(context.env, context.get('access'), context.req.param('requestId'))
    return sendExport(context.env, row, 'html')
  })
}
