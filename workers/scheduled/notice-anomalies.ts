import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { listCalendarEvents } from '#shared/database/calendar-events.ts'
import { salesBetween } from '#shared/database/sales-totals.ts'
import { replaceSeriesAnomalies } from '#shared/database/series-anomalies.ts'
import { tenantTable } from '#shared/database/tables/tenant.ts'
import { dayIn, dayMs, hourMs, minuteMs } from '#shared/kernel/time.ts'
import { occasionsOf } from '#shared/predictions/anomalies/occasions.ts'
import { comparedDays, type DaySum, shopAnomalies } from '#shared/predictions/anomalies/shop-anomalies.ts'
import { eventLogName } from '#shared/tenants/object-names.ts'
import { type Tenant, tenantFromCredential } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'
import { runStatements } from '../run-statements.ts'
import { eachTenant } from './each-tenant.ts'

/** Days that are judged: what came in late may still change the last ones. */
const judgedDayCount = 3
/** In this minute of each hour. */
const minuteOfHour = 17

/** Looks once an hour whether a day that has passed was unlike a shop's other days. To be run every minute. */
export async function noticeAnomalies(env: Pick<Env, 'DB' | 'EVENT_LOG'>, nowMs: number): Promise<void> {
  if (Math.floor((nowMs % hourMs) / minuteMs) !== minuteOfHour) return
  const rows = await drizzle(env.DB).select().from(tenantTable).where(eq(tenantTable.status, 'active'))
  await eachTenant(rows, (row) => noticeAnomaliesOf(env, tenantFromCredential(row), nowMs))
}

export async function noticeAnomaliesOf(
  env: Pick<Env, 'DB' | 'EVENT_LOG'>,
  tenant: Tenant,
  nowMs: number,
): Promise<void> {
  const { tenantId, timeZone, country, spendingDeviationThreshold } = tenant
  const database = drizzle(env.DB)
  const days = Array.from({ length: judgedDayCount }, (_, ago) => dayIn(timeZone, nowMs - (ago + 1) * dayMs))
  const sinceMs = nowMs - (comparedDays + judgedDayCount + 1) * dayMs
  const sales = await salesBetween(database, tenantId, dayIn(timeZone, sinceMs), days[0] ?? '')
  const sums: DaySum[] = [
    ...sales.flatMap(({ day, channel, orderCount, revenueTenantMinor }) => [
      { series: 'revenue' as const, part: channel, day, value: revenueTenantMinor },
      { series: 'orders' as const, part: channel, day, value: orderCount },
    ]),
    ...(await eventSums(env, tenant, sinceMs)),
  ]
  const found = shopAnomalies(sums, {
    days,
    deviationThreshold: spendingDeviationThreshold,
    occasionOf: occasionsOf(country, days, await listCalendarEvents(database, tenantId)),
  })
  const noticed = found.map((row) => ({ ...row, noticedAt: nowMs }))
  await runStatements(env.DB, replaceSeriesAnomalies(tenantId, days, noticed))
}

async function eventSums(env: Pick<Env, 'EVENT_LOG'>, tenant: Tenant, sinceMs: number): Promise<DaySum[]> {
  const shards = await Promise.all(
    Array.from({ length: tenant.logShardCount }, (_, shard) =>
      env.EVENT_LOG.getByName(eventLogName(tenant, shard)).acceptedHours(sinceMs),
    ),
  )
  return shards.flat().map(({ hourStartMs, source, eventCount }) => ({
    series: 'events',
    part: source,
    day: dayIn(tenant.timeZone, hourStartMs),
    value: eventCount,
  }))
}
