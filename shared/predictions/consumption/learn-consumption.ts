import { z } from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import type { FitFailure } from '../../ml/estimator.ts'
import { unreadableArtifact } from '../../ml/fit-failures.ts'
import { fitRenewalPrior } from '../../ml/renewal/fit-renewal-prior.ts'
import { groupPrior } from '../../ml/renewal/group-prior.ts'
import { type RenewalPrior, readRenewalPrior, renewalArtifact } from '../../ml/renewal/renewal-prior.ts'
import type { RenewalSeries } from '../../ml/renewal/renewal-series.ts'
import { mostPurchases } from './bought-days.ts'
import { hasSeasonData, learnSeasonPace, pacedDays, type SeasonPace } from './season-clock.ts'

/** How products are bought again, or categories. */
export interface Rhythms {
  readonly rhythm: RenewalPrior
  /** Of categories in which it is another, by their code: how common each pattern is there. */
  readonly sharesOf: ReadonlyMap<number, Float64Array>
}

/** What a tenant's customers together say of how products are bought again. */
export interface ConsumptionPriors extends Rhythms {
  readonly pace: SeasonPace | null
  /** Of categories with enough purchases to tell; null: their year has no season. */
  readonly paceOf: ReadonlyMap<number, SeasonPace | null>
  /** How something of a category is bought again, whatever it is; null: too little is known. */
  readonly categories: Rhythms | null
}

/** The days on which somebody bought something, as it is learned from. */
export interface BoughtSeries {
  readonly days: readonly number[]
  /** Units on each of the days, above 0. */
  readonly quantities: readonly number[]
  /** NaN: none. */
  readonly categoryCode: number
}

/** Of so many categories what is usual in them is learned, those with the most series. */
const mostCategories = 100

/**
 * Learns it from the days on which customers bought products, and something of categories, up to and with `today`. Without `isWhole` a
 * later purchase of each was left out, so nothing is known of how long the last gap is. Fails with what is missing when fewer
 * than twenty times some customer bought some product on three days.
 */
export function learnBoughtDays(
  products: readonly BoughtSeries[],
  categories: readonly BoughtSeries[],
  today: number,
  isWhole = true,
): Result<ConsumptionPriors, FitFailure> {
  const pace = learnSeasonPace(datedDays(products), today)
  const paceOf = new Map<number, SeasonPace | null>()
  for (const [code, series] of byCategory(products)) {
    const days = datedDays(series)
    if (hasSeasonData(days, today)) paceOf.set(code, learnSeasonPace(days, today))
  }
  const paced = (bought: BoughtSeries): RenewalSeries => {
    const own = paceFor({ pace, paceOf }, bought.categoryCode)
    const series = renewalSeries(bought, own)
    if (!isWhole) return series
    const length = pacedDays(own, bought.days.at(-1) ?? today, today)
    return { ...series, open: { ...series.open, length } }
  }
  const learned = learnRhythms(products, paced)
  if (!learned.ok) return learned
  const ofCategories = learnRhythms(categories, paced)
  return succeed({
    ...learned.value,
    pace,
    paceOf,
    categories: ofCategories.ok ? ofCategories.value : null,
  })
}

function learnRhythms(
  bought: readonly BoughtSeries[],
  paced: (series: BoughtSeries) => RenewalSeries,
): Result<Rhythms, FitFailure> {
  const rhythm = fitRenewalPrior(bought.map(paced))
  if (!rhythm.ok) return rhythm
  const sharesOf = new Map<number, Float64Array>()
  for (const [code, series] of byCategory(bought)) {
    const own = groupPrior(rhythm.value, series.map(paced))
    if (own !== null) sharesOf.set(code, own.shares)
  }
  return succeed({ rhythm: rhythm.value, sharesOf })
}

/** The categories with the most series. */
function byCategory(bought: readonly BoughtSeries[]): [number, BoughtSeries[]][] {
  const named = bought.filter(({ categoryCode }) => !Number.isNaN(categoryCode))
  return [...Map.groupBy(named, ({ categoryCode }) => categoryCode)]
    .sort(([left, some], [right, others]) => others.length - some.length || left - right)
    .slice(0, mostCategories)
}

/**
 * Days of those series that are known from their beginning: of others the early ones are missing, which would look like a season. The last one
 * may have been left out.
 */
function datedDays(bought: readonly BoughtSeries[]): number[] {
  return bought.flatMap(({ days }) => (days.length < mostPurchases - 1 ? days : []))
}

export function paceFor(
  { pace, paceOf }: Pick<ConsumptionPriors, 'pace' | 'paceOf'>,
  categoryCode: number,
): SeasonPace | null {
  const own = paceOf.get(categoryCode)
  return own === undefined ? pace : own
}

/** What is usual in a category, or in the shop where nothing else is known of it. */
export function rhythmFor({ rhythm, sharesOf }: Rhythms, categoryCode: number): RenewalPrior {
  const shares = sharesOf.get(categoryCode)
  return shares === undefined ? rhythm : { ...rhythm, shares }
}

/** A product's purchases as gaps in average days, and the gap just begun by the last one. */
export function renewalSeries(
  { days, quantities }: Pick<BoughtSeries, 'days' | 'quantities'>,
  pace: SeasonPace | null,
): RenewalSeries & { readonly open: { readonly length: 0; readonly size: number } } {
  return {
    gaps: days.slice(1).map((day, index) => pacedDays(pace, days[index] ?? day, day)),
    sizes: quantities.slice(0, -1),
    open: { length: 0, size: quantities.at(-1) ?? 1 },
  }
}

const paceShape = z.array(z.number().positive()).length(12).nullable()
const codedShape = <Value extends z.ZodType>(value: Value) => z.array(z.tuple([z.number(), value]))
const rhythmsShape = {
  rhythm: z.unknown(),
  // Absent in models from before categories were looked at.
  sharesOf: codedShape(z.array(z.number().min(0))).default([]),
}
const artifactShape = z.object({
  kind: z.literal('consumption'),
  ...rhythmsShape,
  pace: paceShape,
  paceOf: codedShape(paceShape).default([]),
  categories: z.object(rhythmsShape).nullable().default(null),
})

export function consumptionArtifact(priors: ConsumptionPriors): JsonObject {
  const { pace, paceOf, categories } = priors
  return {
    kind: 'consumption',
    ...rhythmsArtifact(priors),
    pace: pace === null ? null : [...pace],
    paceOf: [...paceOf].map(([code, own]) => [code, own === null ? null : [...own]]),
    categories: categories === null ? null : rhythmsArtifact(categories),
  }
}

function rhythmsArtifact({ rhythm, sharesOf }: Rhythms): JsonObject {
  return {
    rhythm: renewalArtifact(rhythm),
    sharesOf: [...sharesOf].map(([code, shares]) => [code, [...shares]]),
  }
}

/** The priors that an artifact holds. */
export function readConsumptionPriors(artifact: unknown): Result<ConsumptionPriors, FitFailure> {
  const parsed = artifactShape.safeParse(artifact)
  if (!parsed.success) return unreadableArtifact(z.prettifyError(parsed.error))
  const { pace, paceOf } = parsed.data
  const products = readRhythms(parsed.data)
  if (!products.ok) return products
  const common = { ...products.value, pace, paceOf: new Map(paceOf) }
  if (parsed.data.categories === null) return succeed({ ...common, categories: null })
  const categories = readRhythms(parsed.data.categories)
  return categories.ok ? succeed({ ...common, categories: categories.value }) : categories
}

function readRhythms(stored: {
  rhythm?: unknown
  sharesOf: [number, number[]][]
}): Result<Rhythms, FitFailure> {
  const rhythm = readRenewalPrior(stored.rhythm)
  if (!rhythm.ok) return rhythm
  const { patternCount } = rhythm.value.tables
  if (stored.sharesOf.some(([, shares]) => shares.length !== patternCount)) {
    return unreadableArtifact(`there are not ${patternCount} shares for every category`)
  }
  const sharesOf = new Map(stored.sharesOf.map(([code, shares]) => [code, Float64Array.from(shares)]))
  return succeed({ rhythm: rhythm.value, sharesOf })
}
