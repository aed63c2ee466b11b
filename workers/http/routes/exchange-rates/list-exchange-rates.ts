import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { exchangeRateListSchema, listExchangeRatesQuerySchema } from '#shared/contracts/exchange-rates.ts'
import { listExchangeRates } from '#shared/database/exchange-rates.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listExchangeRates',
  method: 'get',
  path: '/v1/exchange-rates',
  tags: ['Exchange rates'],
  summary: "Rates by which orders in other currencies are counted in the tenant's own",
  ...guarded('catalogue:read'),
  request: { query: listExchangeRatesQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: exchangeRateListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

const cursorSchema = z.object({ day: z.string(), currency: z.string() })

export function registerListExchangeRates(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId, currency: tenantCurrency } = context.get('access').tenant
    const { currency, limit, cursor } = context.req.valid('query')
    const after = readCursor(cursorSchema, cursor)
    const rows = await listExchangeRates(drizzle(context.env.DB), { tenantId, currency, limit, after })
    const rates = rows.map(({ tenantId: _, ...rate }) => rate)
    const last = rates.length === limit ? rates.at(-1) : undefined
    return context.json(
      {
        currency: tenantCurrency,
        rates,
        nextCursor: last === undefined ? null : writeCursor({ day: last.day, currency: last.currency }),
      },
      200,
    )
  })
}
