import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { newQrCodeSchema, qrCodeSchema } from '#shared/contracts/qr-codes.ts'
import { insertQrCode } from '#shared/database/qr-codes.ts'
import type { QrCodeRow } from '#shared/database/tables/qr-code.ts'
import { newQrCodeName } from '#shared/qr-codes/qr-code-name.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { qrCodeView } from './qr-code-view.ts'

const route = createRoute({
  operationId: 'createQrCode',
  method: 'post',
  path: '/v1/qr-codes',
  tags: ['QR codes'],
  summary: 'Make a code to print',
  ...guarded('qr-codes:manage'),
  request: { body: { required: true, content: { 'application/json': { schema: newQrCodeSchema } } } },
  responses: {
    201: { description: 'Made', content: { 'application/json': { schema: qrCodeSchema } } },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerCreateQrCode(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant, actor } = context.get('access')
    const { label, targetUrl, storeId, campaign } = context.req.valid('json')
    const row: QrCodeRow = {
      code: '',
      tenantId: tenant.tenantId,
      label,
      targetUrl,
      storeId: storeId || null,
      campaign: campaign || null,
      isActive: true,
      createdAt: Date.now(),
      createdBy: actor,
    }
    const database = drizzle(context.env.DB)
    // Two codes of the same name are one in a million millions; then another name is drawn.
    do row.code = newQrCodeName(crypto.getRandomValues(new Uint8Array(8)))
    while (!(await insertQrCode(database, row)))
    return context.json(qrCodeView(row, 0, context.env.PUBLIC_BASE_URL), 201)
  })
}
