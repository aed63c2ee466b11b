import type { CanonicalEvent } from '../events/event.ts'
import type { ExchangeRate } from '../events/order-change.ts'
import { dayIn } from '../kernel/time.ts'
import type { Tenant } from '../tenants/tenant.ts'

/** What of a tenant says which rates its orders need. */
export type RatedTenant = Pick<Tenant, 'currency' | 'timeZone'>

/** A rate that is asked for: what one unit of a currency was worth in the tenant's own on a day. */
export interface WantedRate {
  readonly currency: string
  /** `2026-11-21`, in the tenant's time zone. */
  readonly day: string
}

/** `USD 2026-11-21`. */
export function rateName({ currency, day }: WantedRate): string {
  return `${currency} ${day}`
}

/** The rates that the orders and reports of these events need, each once: none for those in the tenant's own currency. */
export function wantedRates(tenant: RatedTenant, events: readonly CanonicalEvent[]): WantedRate[] {
  const wanted = new Map<string, WantedRate>()
  for (const event of events) {
    const rate = wantedRate(tenant, event)
    if (rate !== undefined) wanted.set(rateName(rate), rate)
  }
  return [...wanted.values()]
}

/**
 * The events, with the rate of the day each order was placed noted in it, and in a report of sales that of its day, by
 * {@link rateName}. Whatever an event says of rates itself is dropped: what an order is worth to the tenant is for the
 * tenant's own rates to say.
 */
export function noteExchangeRates(
  tenant: RatedTenant,
  events: readonly CanonicalEvent[],
  rates: ReadonlyMap<string, number>,
): CanonicalEvent[] {
  return events.map((event) => {
    const { order, salesReport } = event
    if (order === undefined && salesReport === undefined) return event
    const wanted = wantedRate(tenant, event)
    const rate = wanted && rates.get(rateName(wanted))
    const exchangeRate = rate === undefined ? undefined : { currency: tenant.currency, rate }
    if (exchangeRate === undefined && (order ?? salesReport)?.exchangeRate === undefined) return event
    return {
      ...event,
      ...(order !== undefined && { order: noted(order, exchangeRate) }),
      ...(salesReport !== undefined && { salesReport: noted(salesReport, exchangeRate) }),
    }
  })
}

function noted<Told extends { readonly exchangeRate?: ExchangeRate | undefined }>(
  { exchangeRate: _, ...told }: Told,
  exchangeRate: ExchangeRate | undefined,
) {
  return { ...told, ...(exchangeRate !== undefined && { exchangeRate }) }
}

/** The rate that an event's order or report needs; none in the tenant's own currency. */
export function wantedRate(
  tenant: RatedTenant,
  { order, salesReport, occurredAt }: CanonicalEvent,
): WantedRate | undefined {
  const told = order ?? salesReport
  if (told === undefined || told.currency === tenant.currency) return undefined
  const day = order === undefined ? salesReport?.day : dayIn(tenant.timeZone, order.placedAt ?? occurredAt)
  return day === undefined ? undefined : { currency: told.currency, day }
}
