import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { overviewQuerySchema, overviewSchema } from '#shared/contracts/overview.ts'
import { countCustomers, hasMoreCustomers } from '#shared/database/count-customers.ts'
import { countBuyers, salesBetween, salesOfAllTime } from '#shared/database/sales-totals.ts'
import { dayIn, hourMs, minuteMs, toIso } from '#shared/kernel/time.ts'
import {
  allTimeTotals,
  overviewPeriods,
  type Period,
  periodTotals,
  salesByChannel,
  salesByDay,
} from '#shared/overview/overview.ts'
import { keptCount } from '../../../kept-counts.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { acceptedPerMinute, streamCounts } from '../../stream-counts.ts'

/** Up to so many customers they and their orders are counted for every reader; of more, once a minute. */
const quickCustomerCount = 4_000

const route = createRoute({
  operationId: 'getOverview',
  method: 'get',
  path: '/v1/overview',
  tags: ['Overview'],
  summary: 'Orders, revenue, customers, events and lag of a period that ends today',
  ...guarded('overview:read'),
  request: { query: overviewQuerySchema },
  responses: {
    200: { description: 'The figures', content: { 'application/json': { schema: overviewSchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerGetOverview(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { days, lastDay } = context.req.valid('query')
    const nowMs = Date.now()
    const { current, previous } = overviewPeriods(lastDay ?? dayIn(tenant.timeZone, nowMs), days)
    const database = drizzle(context.env.DB)
    const { tenantId, currency, timeZone } = tenant
    const isLarge = await hasMoreCustomers(database, tenantId, quickCustomerCount)
    const counted = (what: string, count: () => Promise<number>) =>
      isLarge ? keptCount(`${tenantId} ${what}`, nowMs, count) : count()
    const buyersOf = ({ firstDay, lastDay }: Period) =>
      counted(`buyers ${firstDay} ${lastDay}`, () => countBuyers(database, tenantId, firstDay, lastDay))
    const [sales, buyers, previousBuyers, customerCount, allTime, counts, perMinute] = await Promise.all([
      salesBetween(database, tenantId, previous.firstDay, current.lastDay),
      buyersOf(current),
      buyersOf(previous),
      counted('customers', () => countCustomers(database, tenantId)),
      salesOfAllTime(database, tenantId),
      streamCounts(context.env, tenant, nowMs),
      acceptedPerMinute(context.env, tenant, Math.floor((nowMs - hourMs) / minuteMs + 1) * minuteMs, nowMs),
    ])
    const inCurrent = sales.filter((row) => row.day >= current.firstDay)
    const inPrevious = sales.filter((row) => row.day <= previous.lastDay)
    return context.json(
      {
        generatedAt: toIso(nowMs),
        days,
        timeZone,
        current: periodTotals(inCurrent, buyers, currency),
        previous: periodTotals(inPrevious, previousBuyers, currency),
        customerCount,
        allTime: allTimeTotals(allTime, currency),
        salesByDay: salesByDay(inCurrent, current, currency),
        salesByChannel: salesByChannel(inCurrent, currency),
        eventsPerMinute: perMinute.map(({ minuteStartMs, eventCount }) => ({
          minute: toIso(minuteStartMs),
          eventCount,
        })),
        lag: {
          unsettledCount: counts.accepted - counts.settled - counts.quarantined,
          iteratorAgeMs: counts.iteratorAgeMs,
          quarantinedCount: counts.quarantined,
        },
      },
      200,
    )
  })
}
