import { drizzle } from 'drizzle-orm/d1'
import { findRates } from '#shared/database/exchange-rates.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { noteExchangeRates, rateName, wantedRates } from '#shared/exchange-rates/note-exchange-rates.ts'
import { errorReport } from '#shared/kernel/error-report.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { RecentValues } from './credentials/recent-values.ts'
import type { Env } from './env.ts'

/** Null: there is no rate. */
const recentRates = new RecentValues<{ readonly rate: number | null }>(10_000, minuteMs)

/**
 * The events, with exchange rates noted in orders of other currencies. Events are taken even when D1 does not answer:
 * their orders then count by their own currency alone, as those for which there is no rate.
 */
export async function withExchangeRates(
  env: Pick<Env, 'DB'>,
  tenant: Tenant,
  events: readonly CanonicalEvent[],
  nowMs: number,
): Promise<readonly CanonicalEvent[]> {
  const wanted = wantedRates(tenant, events)
  try {
    let found: Promise<Map<string, number>> | undefined
    const rates = new Map<string, number>()
    for (const each of wanted) {
      const name = rateName(each)
      const recent = await recentRates.get(`${tenant.tenantId} ${name}`, nowMs, async () => {
        // All at once, with the first that is not known.
        found ??= findRates(drizzle(env.DB), tenant.tenantId, wanted)
        return { rate: (await found).get(name) ?? null }
      })
      if (recent?.rate != null) rates.set(name, recent.rate)
    }
    return noteExchangeRates(tenant, events, rates)
  } catch (error) {
    // biome-ignore lint/suspicious/noConsole: the events are taken all the same, so only the log can say it
    console.error(
      JSON.stringify({
        level: 'error',
        tenantId: tenant.tenantId,
        at: 'exchange-rates',
        ...errorReport(error),
      }),
    )
    return noteExchangeRates(tenant, events, new Map())
  }
}
