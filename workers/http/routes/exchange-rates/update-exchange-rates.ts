import { createRoute } from '@hono/zod-openapi'
import { updatedExchangeRatesSchema, updateExchangeRatesSchema } from '#shared/contracts/exchange-rates.ts'
import { replaceExchangeRates } from '#shared/database/exchange-rates.ts'
import { runStatements } from '../../../run-statements.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'updateExchangeRates',
  method: 'put',
  path: '/v1/exchange-rates',
  tags: ['Exchange rates'],
  summary: 'Add exchange rates, or replace those of the same day and currency',
  description:
    'Orders that come in from now on, within a minute at the latest, are counted by these rates: each by the rate of the day it was placed, or the newest before it. An order that has a rate keeps it when a rate of a nearer day is added, so that no figure of the past changes by itself. One that came before there was a rate for its day is converted as soon as there is one, and when a rate is replaced, all orders of the days for which it held are counted by the rates of now; with many orders that takes some minutes.',
  ...guarded('catalogue:manage'),
  request: {
    body: { required: true, content: { 'application/json': { schema: updateExchangeRatesSchema } } },
  },
  responses: {
    200: {
      description: 'They are in force',
      content: { 'application/json': { schema: updatedExchangeRatesSchema } },
    },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerUpdateExchangeRates(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId, currency } = context.get('access').tenant
    const { rates } = context.req.valid('json')
    const own = rates.flatMap((rate, index) => (rate.currency === currency ? index : []))
    if (own.length > 0) {
      throw new ProblemError('invalid-content', undefined, {
        errors: own.map((index) => ({
          pointer: `/rates/${index}/currency`,
          detail: `${currency} is the tenant's own currency and needs no rate`,
        })),
      })
    }
    await runStatements(context.env.DB, replaceExchangeRates(tenantId, rates, Date.now()))
    await context.env.JOBS_QUEUE.send({ version: 1, kind: 'convert-orders', tenantId })
    await context.env.JOBS_QUEUE.send({ version: 1, kind: 'correct-orders', tenantId })
    return context.json({ rateCount: rates.length }, 200)
  })
}
