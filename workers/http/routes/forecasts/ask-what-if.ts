import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { whatIfAnswerSchema, whatIfSchema } from '#shared/contracts/forecasts.ts'
import { findStoreNames } from '#shared/database/find-store-names.ts'
import { findForecast } from '#shared/database/forecasts.ts'
import { ofCategory } from '#shared/demand/demand-knowledge.ts'
import { openForecast } from '#shared/demand/open-forecast.ts'
import { outlookDays } from '#shared/demand/outlook.ts'
import { forecastSubject } from '#shared/demand/views/forecast-subject.ts'
import { whatIfView } from '#shared/demand/views/what-if-view.ts'
import { whatIf } from '#shared/demand/what-if.ts'
import { dayIn } from '#shared/kernel/time.ts'
import { type ChangedOrders, changedOrders, touchedOrders } from '#shared/replenishment/changed-orders.ts'
import type { ItemOrder } from '#shared/replenishment/item-orders.ts'
import { dayNumber, dayText } from '#shared/sales/day-number.ts'
import { loadOrdering, readItemOrders } from '../../../ordering.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { storeIdOf } from './forecast-filters.ts'
import { missingForecast } from './missing-forecast.ts'

const route = createRoute({
  operationId: 'askWhatIf',
  method: 'post',
  path: '/v1/forecasts/what-if',
  tags: ['Forecasts'],
  summary: 'What another price, a promotion or another lead time would do to sales and to the next order',
  description: 'Nothing is changed by it.',
  ...guarded('forecasts:read'),
  request: { body: { required: true, content: { 'application/json': { schema: whatIfSchema } } } },
  responses: {
    200: {
      description: 'As things are, and with the change',
      content: { 'application/json': { schema: whatIfAnswerSchema } },
    },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
  },
})

export function registerAskWhatIf(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { tenantId, currency } = tenant
    const { sku, store, days, priceChangeRate = 0, isPromoted, ...asked } = context.req.valid('json')
    const storeId = storeIdOf(store)
    const address = {
      level: storeId === undefined ? 'sku' : 'sku-store',
      sku,
      storeId: storeId ?? '',
    } as const
    const database = drizzle(context.env.DB)
    const found = await findForecast(database, tenantId, address)
    if (found === undefined) throw await missingForecast(context.env, tenant, address)
    const { forecast, run } = found
    const { category, unitPriceMinor } = forecast
    const nowMs = Date.now()
    const today = dayNumber(dayIn(tenant.timeZone, nowMs))
    const fromDay = asked.fromDay === undefined ? Math.max(today, run.asOfDay + 1) : dayNumber(asked.fromDay)
    const fromOffset = offsetOfDays(fromDay, days, run.asOfDay)
    const sales = whatIf(
      openForecast(forecast, run.basis),
      fromOffset,
      days,
      unitPriceMinor,
      { priceChangeRate, isPromoted },
      ofCategory(run.responses, category),
    )
    const ordering = await loadOrdering(context.env, tenant, nowMs)
    const orders = ordering === undefined ? [] : await readItemOrders(ordering, sku)
    const touched = touchedOrders(orders, storeId)
    const order = changedOrders(touched, {
      ...{ fromOffset, dayCount: days, factor: sales.factor, storeId, units: sales.plain.units },
      leadTimeDays: asked.leadTimeDays,
    })
    const storeNames = await findStoreNames(database, tenantId, [forecast.storeId])
    return context.json(
      whatIfView({
        subject: forecastSubject(forecast, storeNames),
        reasons: orderReasons(touched, order, asked.leadTimeDays),
        ...{ fromDay, days, currency, sales, order },
      }),
      200,
    )
  })
}

/** Where the days asked for begin, in days from the first of the outlook. Throws a 422 problem where they lie outside of it. */
function offsetOfDays(fromDay: number, days: number, asOfDay: number): number {
  const fromOffset = fromDay - asOfDay - 1
  const first = dayText(asOfDay + 1)
  const last = dayText(asOfDay + outlookDays)
  const outside = (pointer: string) =>
    new ProblemError('invalid-content', undefined, {
      errors: [{ pointer, detail: `lies outside of the forecast, which is from ${first} to ${last}` }],
    })
  if (fromOffset < 0 || fromOffset >= outlookDays) throw outside('/fromDay')
  if (fromOffset + days > outlookDays) throw outside('/days')
  return fromOffset
}

function orderReasons(
  orders: readonly ItemOrder[],
  order: ChangedOrders | null,
  leadTimeDays: number | undefined,
): string[] {
  if (order === null) return ['How much of it there is was not told, so no order can be worked out.']
  const leadTimes = new Set(orders.map(({ situation }) => situation.terms.leadTimeDays))
  return [
    ...(orders.some(({ isForAllPlaces }) => isForAllPlaces)
      ? ['It is ordered for all places together, so the order is for all of them.']
      : []),
    ...(leadTimeDays === undefined
      ? []
      : [`An order takes ${leadTimeDays} days instead of ${[...leadTimes].join(' or ')}.`]),
  ]
}
