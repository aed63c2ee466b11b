import type { CanonicalEvent } from '../events/event.ts'
import { type RatedTenant, rateName, type WantedRate, wantedRate } from './note-exchange-rates.ts'

/** What the rates of a currency say of a day by now. */
export interface RatesOfDay extends WantedRate {
  /** The one in force; null when there is none yet. */
  readonly rate: number | null
  /** The rate that held for the day was replaced: whatever is counted by another one is to follow. */
  readonly isCorrected: boolean
}

/**
 * The rate by which an order of a day is to be counted that is counted by `noted`, or by none (null) so far. One that has a rate
 * keeps it, also when there is one of a nearer day by now, unless the rate of the day was replaced.
 */
export function rateByNow(noted: number | null, { rate, isCorrected }: RatesOfDay): number | null {
  return noted === null || (isCorrected && rate !== null) ? rate : noted
}

/**
 * The event, with the rate by which its order is to be counted by now, as if that had been there when the event was taken; the very
 * same when it is there already. `rates` by `rateName`.
 */
export function noteLateRate(
  tenant: RatedTenant,
  event: CanonicalEvent,
  rates: ReadonlyMap<string, RatesOfDay>,
): CanonicalEvent {
  const { order } = event
  const wanted = order && wantedRate(tenant, event)
  const rateOfDay = wanted && rates.get(rateName(wanted))
  if (order === undefined || rateOfDay === undefined) return event
  const { exchangeRate } = order
  const noted = exchangeRate?.currency === tenant.currency ? exchangeRate.rate : null
  const rate = rateByNow(noted, rateOfDay)
  if (rate === null || rate === noted) return event
  const revision = (exchangeRate?.revision ?? 0) + 1
  return { ...event, order: { ...order, exchangeRate: { currency: tenant.currency, rate, revision } } }
}
