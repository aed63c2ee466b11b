import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { findQrCode } from '#shared/database/qr-codes.ts'
import { scanAddress } from '#shared/qr-codes/qr-code-name.ts'
import { renderQrCode } from '#shared/qr-codes/render-qr-code.ts'
import type { Api } from '../../api.ts'
import { allow } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

/** The picture of a code, ready for print; of one that is switched off as well. */
export function registerGetQrCodeImage(api: Api): void {
  api.openAPIRegistry.registerPath({
    operationId: 'getQrCodeImage',
    method: 'get',
    path: '/v1/qr-codes/{code}.svg',
    tags: ['QR codes'],
    summary: 'The code as an SVG for print',
    security: [{ bearer: [] }],
    'x-permission': 'qr-codes:read',
    request: { params: z.object({ code: z.string() }) },
    responses: {
      200: { description: 'The picture', content: { 'image/svg+xml': { schema: z.string() } } },
      ...problems('unauthenticated', 'forbidden', 'not-found'),
    },
  })
  api.get('/v1/qr-codes/:file{[\\w-]+\\.svg}', allow('qr-codes:read'), async (context) => {
    const code = context.req.param('file').slice(0, -'.svg'.length)
    const row = await findQrCode(drizzle(context.env.DB), code)
    if (row?.tenantId !== context.get('access').tenant.tenantId) throw new ProblemError('not-found')
    return context.body(renderQrCode(scanAddress(context.env.PUBLIC_BASE_URL, code)), 200, {
      'content-type': 'image/svg+xml; charset=utf-8',
      'content-disposition': `inline; filename="qr-${code}.svg"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    })
  })
}
