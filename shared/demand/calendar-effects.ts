import type { PlaceOrRegion } from './forecast-levels.ts'

/** What a kind of day does to sales. */
export interface CalendarEffect {
  readonly kind: 'holiday' | 'pay-day' | 'own'
  /** '' of a holiday: any that was not seen. */
  readonly name: string
  /** Days after the day itself; below zero: before it. */
  readonly offset: number
  /** Of places abroad, their country (ISO 3166 alpha-2); left out of those of the shop's own. */
  readonly country?: string
  /** Of a single place or region where a holiday does something else than in all of its country together; left out of those of a country. */
  readonly where?: PlaceOrRegion
  /** '' for all that have no entry of their own. */
  readonly category: string
  /** Days it was seen on. */
  readonly seenDays: number
  /** How much is sold, 1 being a plain day of that weekday. */
  readonly factor: number
}

/** One text for one kind of day of one category, in one country, region or place. */
export function effectKey({
  kind,
  name,
  offset,
  category,
  country,
  where,
}: Omit<CalendarEffect, 'seenDays' | 'factor'>) {
  return JSON.stringify([kind, name, offset, category, country ?? '', where ?? null])
}

/** What each holiday that was seen does to all sales of a country (undefined: the shop's own), by name. */
export function holidayFactors(effects: readonly CalendarEffect[], country?: string): Record<string, number> {
  const seen = effects.filter((effect) => {
    const { kind, name, offset, category, where } = effect
    const isOfAll = category === '' && where === undefined
    return kind === 'holiday' && name !== '' && offset === 0 && isOfAll && effect.country === country
  })
  return Object.fromEntries(seen.map(({ name, factor }) => [name, factor]))
}
