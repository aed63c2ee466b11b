import { z } from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { fitRenewalPrior } from '../../ml/renewal/fit-renewal-prior.ts'
import { type GapDistribution, nextGap } from '../../ml/renewal/gap-distribution.ts'
import { type RenewalPrior, readRenewalPrior, renewalArtifact } from '../../ml/renewal/renewal-prior.ts'
import type { Basket, CustomerBaskets } from './customer-baskets.ts'

/** How customers come back, and how they buy a product again; null where too few did. */
export interface BasketRhythm {
  readonly visits: RenewalPrior | null
  readonly products: RenewalPrior | null
}

/** With two gaps there is a rhythm. */
const fewestTimes = 3
/** Of more series, those of evenly spread customers are learned from. */
const mostCustomers = 4_000

/** Learns both rhythms from baskets, each from the gaps between days. */
export function learnBasketRhythm(people: readonly CustomerBaskets[]): BasketRhythm {
  const every = Math.max(1, Math.ceil(people.length / mostCustomers))
  const asked = people.filter((_, index) => index % every === 0)
  const series = (days: readonly number[]) => ({ gaps: gapsOf(days) })
  const visits = fitRenewalPrior(asked.map(({ baskets }) => series(baskets.map(({ day }) => day))))
  const products = fitRenewalPrior(
    asked.flatMap(({ baskets }) => [...daysByItem(baskets).values()].map(series)),
  )
  return { visits: visits.ok ? visits.value : null, products: products.ok ? products.value : null }
}

/** For each product bought on three days and more, the chance (0..1) that it has been used up by a day. */
export function dueChances(
  { products }: BasketRhythm,
  baskets: readonly Basket[],
  onDay: number,
): Map<number, number> {
  const chances = new Map<number, number>()
  if (products === null) return chances
  for (const [item, days] of daysByItem(baskets)) {
    if (days.length < fewestTimes) continue
    const last = days.at(-1) ?? onDay
    // To the end of that day.
    chances.set(item, nextGap(products, { gaps: gapsOf(days) }).chanceUpTo(onDay - last + 1))
  }
  return chances
}

/** How long after the last basket the next one comes, in days; null with fewer than three, or where nothing was learned. */
export function gapToNext({ visits }: BasketRhythm, baskets: readonly Basket[]): GapDistribution | null {
  if (visits === null || baskets.length < fewestTimes) return null
  return nextGap(visits, { gaps: gapsOf(baskets.map(({ day }) => day)) })
}

/** On which days each product was bought, of those bought at all. */
function daysByItem(baskets: readonly Basket[]): Map<number, number[]> {
  const days = new Map<number, number[]>()
  for (const { day, items } of baskets) {
    for (const item of items) {
      const ofItem = days.get(item)
      if (ofItem === undefined) days.set(item, [day])
      else ofItem.push(day)
    }
  }
  return days
}

function gapsOf(days: readonly number[]): number[] {
  return days.slice(1).map((day, index) => day - (days[index] ?? day))
}

const shape = z.object({ visits: z.unknown(), products: z.unknown() })

export function rhythmArtifact({ visits, products }: BasketRhythm): JsonObject {
  const write = (prior: RenewalPrior | null) => (prior === null ? null : renewalArtifact(prior))
  return { visits: write(visits), products: write(products) }
}

/** Throws when it is nothing that {@link rhythmArtifact} wrote. */
export function readRhythm(artifact: unknown): BasketRhythm {
  const { visits, products } = shape.parse(artifact)
  const read = (prior: unknown): RenewalPrior | null => {
    if (prior === null) return null
    const known = readRenewalPrior(prior)
    if (!known.ok) throw new Error(known.failure.message)
    return known.value
  }
  return { visits: read(visits), products: read(products) }
}
