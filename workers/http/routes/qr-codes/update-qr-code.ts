import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { qrCodeChangesSchema, qrCodeSchema } from '#shared/contracts/qr-codes.ts'
import { updateQrCode } from '#shared/database/qr-codes.ts'
import type { Api } from '../../api.ts'
import { countScans } from '../../count-scans.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { forgetScannedCode } from './find-scanned-code.ts'
import { qrCodeView } from './qr-code-view.ts'

const route = createRoute({
  operationId: 'updateQrCode',
  method: 'patch',
  path: '/v1/qr-codes/{code}',
  tags: ['QR codes'],
  summary: 'Change where a code leads, or switch it off',
  description: 'Holds for what is printed already, at the latest in five seconds.',
  ...guarded('qr-codes:manage'),
  request: {
    params: z.object({ code: z.string() }),
    body: { required: true, content: { 'application/json': { schema: qrCodeChangesSchema } } },
  },
  responses: {
    200: { description: 'As it is now', content: { 'application/json': { schema: qrCodeSchema } } },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
  },
})

export function registerUpdateQrCode(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { code } = context.req.valid('param')
    const { label, targetUrl, storeId, campaign, isActive } = context.req.valid('json')
    const row = await updateQrCode(drizzle(context.env.DB), tenant.tenantId, code, {
      ...(label !== undefined && { label }),
      ...(targetUrl !== undefined && { targetUrl }),
      ...(storeId !== undefined && { storeId: storeId || null }),
      ...(campaign !== undefined && { campaign: campaign || null }),
      ...(isActive !== undefined && { isActive }),
    })
    if (row === undefined) throw new ProblemError('not-found')
    forgetScannedCode(code)
    const counts = await countScans(context.env, tenant, [code])
    return context.json(qrCodeView(row, counts.get(code) ?? 0, context.env.PUBLIC_BASE_URL), 200)
  })
}
