import type { CanonicalEvent } from '../events/event.ts'
import { type RatedTenant, rateName, type WantedRate, wantedRate } from './note-exchange-rates.ts'

/** What the rates of a currency say of a day by now. */
export interface RatesOfDay extends WantedRate {
  /** The one in force; null when there is none yet. */
  readonly rate: number | null
  /** Rates of that day, or of days before, that were replaced, each with what is in its place; the latest day last. */
  readonly replaced: readonly (readonly [before: number, now: number])[]
}

/**
 * The rate by which an order of a day is to be counted that is counted by `noted`, or by none (null) so far. One that has a rate
 * keeps it, also when there is one of a nearer day by now, unless that very rate was replaced: then what is in its place.
 */
export function rateByNow(noted: number | null, { rate, replaced }: RatesOfDay): number | null {
  if (noted === null) return rate
  if (noted === rate) return noted
  return replaced.findLast(([before]) => before === noted)?.[1] ?? noted
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
