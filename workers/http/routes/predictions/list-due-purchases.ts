import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { duePurchaseListSchema, listDuePurchasesQuerySchema } from '#shared/contracts/predictions.ts'
import { listDuePurchases } from '#shared/database/list-due-purchases.ts'
import { toIso } from '#shared/kernel/time.ts'
import { dueBorders, dueState, dueStretch } from '#shared/predictions/consumption/due-window.ts'
import { intervalOf } from '#shared/predictions/views/prediction-view.ts'
import { isProfiledSilently } from '#shared/privacy/is-profiled-silently.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listDuePurchases',
  method: 'get',
  path: '/v1/predictions/due',
  tags: ['Predictions'],
  summary:
    'Who will probably buy what again: from today on, the earliest first; then what is overdue, the latest first',
  ...guarded('predictions:read'),
  request: { query: listDuePurchasesQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: duePurchaseListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

const cursorSchema = z.object({
  todayMs: z.int().nonnegative(),
  expectedAt: z.number(),
  customerId: z.string(),
  subject: z.string(),
})

export function registerListDuePurchases(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { state, days, by, productId, category, limit, cursor } = context.req.valid('query')
    const isByCategory = by === 'category'
    const nowMs = Date.now()
    const after = readCursor(cursorSchema, cursor)
    // All pages are of the day of the first, also over midnight.
    const borders = dueBorders(tenant.timeZone, Math.min(after?.todayMs ?? nowMs, nowMs), days)
    const { rows, total } = await listDuePurchases(drizzle(context.env.DB), {
      tenantId: tenant.tenantId,
      isProfiledSilently: isProfiledSilently(tenant),
      ...dueStretch(borders, state),
      todayMs: borders.todayMs,
      kind: isByCategory ? 'category-consumption' : 'consumption',
      subject: isByCategory ? category : productId,
      nowMs,
      limit,
      after,
    })
    const last = rows.length === limit ? rows.at(-1) : undefined
    return context.json(
      {
        purchases: rows.map((row) => {
          const expectedAt = row.expectedAt ?? 0
          return {
            customerId: row.customerId,
            displayName: row.displayName,
            productId: isByCategory ? null : row.subject,
            productName: row.subjectName,
            category: isByCategory ? row.subject : null,
            state: dueState(borders, expectedAt),
            expectedAt: toIso(expectedAt),
            interval: intervalOf(row),
            confidence: row.confidence ?? 0,
            predictionType: row.predictionType,
            factors: row.factors.map(({ text }) => text),
          }
        }),
        total,
        nextCursor:
          last === undefined
            ? null
            : writeCursor({
                todayMs: after?.todayMs ?? borders.todayMs,
                expectedAt: last.expectedAt,
                customerId: last.customerId,
                subject: last.subject,
              }),
      },
      200,
    )
  })
}
