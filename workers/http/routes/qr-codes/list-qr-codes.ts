import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { listQrCodesQuerySchema, qrCodeListSchema } from '#shared/contracts/qr-codes.ts'
import { listQrCodes } from '#shared/database/qr-codes.ts'
import type { Api } from '../../api.ts'
import { countScans } from '../../count-scans.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { qrCodeView } from './qr-code-view.ts'

const placeSchema = z.object({ createdAt: z.int(), code: z.string() })

const route = createRoute({
  operationId: 'listQrCodes',
  method: 'get',
  path: '/v1/qr-codes',
  tags: ['QR codes'],
  summary: 'Codes and how often they were scanned, newest first',
  ...guarded('qr-codes:read'),
  request: { query: listQrCodesQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: qrCodeListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerListQrCodes(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { limit, cursor } = context.req.valid('query')
    const after = readCursor(placeSchema, cursor)
    const { rows, total } = await listQrCodes(drizzle(context.env.DB), tenant.tenantId, limit, after)
    const counts = await countScans(
      context.env,
      tenant,
      rows.map(({ code }) => code),
    )
    const last = rows.length === limit ? rows.at(-1) : undefined
    return context.json(
      {
        qrCodes: rows.map((row) => qrCodeView(row, counts.get(row.code) ?? 0, context.env.PUBLIC_BASE_URL)),
        total,
        nextCursor: last === undefined ? null : writeCursor({ createdAt: last.createdAt, code: last.code }),
      },
      200,
    )
  })
}
