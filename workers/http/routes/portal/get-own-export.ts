import * as z from 'zod'
import { personExportSchema } from '#shared/contracts/person-export.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { sendExport } from '../../send-export.ts'
import { requireOwnExport } from './require-own-export.ts'

const { middleware, ...access } = guarded('portal:use')

const route = {
  operationId: 'getOwnExport',
  method: 'get' as const,
  path: '/v1/portal/exports/{requestId}/result.json',
  tags: ['Portal'],
  summary: 'Everything that is known of oneself, for machines',
  ...access,
  request: { params: z.object({ requestId: z.string() }) },
  responses: {
    200: {
      description: 'The export, for seven days after it was made',
      content: { 'application/json': { schema: personExportSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict'),
  },
}

export function registerGetOwnExport(api: Api): void {
  api.openAPIRegistry.registerPath(route)
  api.get('/v1/portal/exports/:requestId/result.json', ...middleware, async (context) => {
    const row = await requireOwnExport(context.env, context.get('access'), context.req.param('requestId'))
    return sendExport(context.env, row, 'json')
  })
}
