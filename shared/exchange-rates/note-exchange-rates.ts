import type { CanonicalEvent } from '../events/event.ts'
import { dayIn } from '../kernel/time.ts'
import type { Tenant } from '../tenants/tenant.ts'

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

/** The rates that the orders of these events need, each once: none for orders in the tenant's own currency. */
export function wantedRates(tenant: Tenant, events: readonly CanonicalEvent[]): WantedRate[] {
  const wanted = new Map<string, WantedRate>()
  for (const event of events) {
    const rate = wantedRate(tenant, event)
    if (rate !== undefined) wanted.set(rateName(rate), rate)
  }
  return [...wanted.values()]
}

/**
 * The events, with the rate of the day each order was placed noted in it, by {@link rateName}. Whatever an event says of
 * rates itself is dropped: what an order is worth to the tenant is for the tenant's own rates to say.
 */
export function noteExchangeRates(
  tenant: Tenant,
  events: readonly CanonicalEvent[],
  rates: ReadonlyMap<string, number>,
): CanonicalEvent[] {
  return events.map((event) => {
    if (event.order === undefined) return event
    const wanted = wantedRate(tenant, event)
    const rate = wanted && rates.get(rateName(wanted))
    const { exchangeRate: told, ...order } = event.order
    if (rate === undefined) return told === undefined ? event : { ...event, order }
    return { ...event, order: { ...order, exchangeRate: { currency: tenant.currency, rate } } }
  })
}

function wantedRate(tenant: Tenant, { order, occurredAt }: CanonicalEvent): WantedRate | undefined {
  if (order === undefined || order.currency === tenant.currency) return undefined
  return { currency: order.currency, day: dayIn(tenant.timeZone, order.placedAt ?? occurredAt) }
}
