import { quantile } from '../statistics/quantile.ts'
import type { CalendarDay } from './calendar-day.ts'
import type { CalendarEffect } from './calendar-effects.ts'
import type { PlaceDemand } from './item-demand.ts'
import { blockDays } from './outlook.ts'
import type { PriceResponse } from './price-response.ts'

/** A series of an item in a place: its days with money, and its plain blocks (NaN: missing). */
interface PricedBlocks {
  readonly category: string
  readonly place: PlaceDemand
  readonly blocks: Float64Array
}

const lookedAtBlocks = 52
const fewestBlocks = 8
/** A price moves when it is at least this far from the usual one of its series. */
const leastPriceChange = 0.05
const fewestMovedSeries = 30
const newtonRounds = 30
const sureDeviations = 2
const steepest = 5

/** One series as the model reads it: units by block, and the log of its price over its usual price. */
interface Observed {
  readonly units: number[]
  readonly prices: number[]
}

/** What prices and promotions did, of all ('') and of each category where enough prices moved. */
export function learnPriceResponses(
  series: readonly PricedBlocks[],
  effects: readonly CalendarEffect[],
  calendar: readonly CalendarDay[],
): Record<string, PriceResponse> {
  const byCategory = new Map<string, Observed[]>([['', []]])
  for (const one of series) {
    const observed = observe(one)
    if (observed === null) continue
    for (const category of new Set(['', one.category])) {
      const others = byCategory.get(category) ?? []
      byCategory.set(category, others)
      others.push(observed)
    }
  }
  const responses: Record<string, PriceResponse> = {}
  for (const [category, all] of byCategory) {
    const priceElasticity = elasticityOf(all)
    if (category !== '' && priceElasticity === null && !calendar.some((day) => day.category === category))
      continue
    responses[category] = {
      priceElasticity,
      promotionChangeRate: promotionChange(category, effects, calendar),
    }
  }
  return responses
}

/**
 * The exponent e of "units go with price to the power of e", from how the units of each series were divided among its blocks: a conditional Poisson (multinomial) model, in which
 * each series' own level falls out. Null unless it lies surely below zero, its error widened by the overdispersion of the counts (McCullagh and Nelder 1989).
 */
function elasticityOf(all: readonly Observed[]): number | null {
  if (all.length < fewestMovedSeries) return null
  let elasticity = 0
  let information = 0
  for (let round = 0; round < newtonRounds; round++) {
    const { slope, curve } = derivatives(all, elasticity)
    information = curve
    if (!(curve > 0)) return null
    const step = Math.max(-1, Math.min(1, slope / curve))
    elasticity = Math.max(-steepest, Math.min(steepest, elasticity + step))
    if (Math.abs(step) < 1e-9) break
  }
  const error = Math.sqrt(overdispersion(all, elasticity) / information)
  return elasticity < -sureDeviations * error && elasticity > -steepest ? elasticity : null
}

function derivatives(all: readonly Observed[], elasticity: number) {
  let slope = 0
  let curve = 0
  for (const { units, prices } of all) {
    const shares = sharesAt(prices, elasticity)
    const sold = sumOf(units)
    let mean = 0
    let square = 0
    prices.forEach((price, at) => {
      mean += (shares[at] as number) * price
      square += (shares[at] as number) * price * price
    })
    prices.forEach((price, at) => {
      slope += (units[at] as number) * (price - mean)
    })
    curve += sold * (square - mean * mean)
  }
  return { slope, curve }
}

/** Pearson's statistic over its degrees of freedom, at least 1. */
function overdispersion(all: readonly Observed[], elasticity: number): number {
  let statistic = 0
  let freedom = -1
  for (const { units, prices } of all) {
    const sold = sumOf(units)
    const shares = sharesAt(prices, elasticity)
    units.forEach((count, at) => {
      const expected = sold * (shares[at] as number)
      if (expected > 0) statistic += (count - expected) ** 2 / expected
    })
    freedom += units.length - 1
  }
  return Math.max(1, statistic / Math.max(1, freedom))
}

function sharesAt(prices: readonly number[], elasticity: number): number[] {
  const weights = prices.map((price) => Math.exp(elasticity * price))
  const whole = sumOf(weights)
  return weights.map((weight) => weight / whole)
}

/**
 * Null for a series whose price hardly moved. The price of a block is the median of the daily ones in it and its neighbours: one large order
 * at a discount must not pass for a price that sold much. Where nothing was sold it is that of the block before.
 */
function observe({ place, blocks }: PricedBlocks): Observed | null {
  const { units, revenueMinor } = place
  const first = Math.max(0, blocks.length - lookedAtBlocks)
  const observed: Observed = { units: [], prices: [] }
  let price: number | null = null
  for (let block = first; block < blocks.length; block++) {
    const to = units.length - (blocks.length - 2 - block) * blockDays
    const daily: number[] = []
    for (let at = Math.max(0, to - 3 * blockDays); at < Math.min(to, units.length); at++) {
      const unitPrice = (revenueMinor[at] as number) / (units[at] as number)
      if (unitPrice > 0 && Number.isFinite(unitPrice)) daily.push(unitPrice)
    }
    if (daily.length > 0) price = Math.log(medianOf(daily))
    const plain = blocks[block] as number
    if (price === null || Number.isNaN(plain)) continue
    observed.units.push(plain)
    observed.prices.push(price)
  }
  if (observed.units.length < fewestBlocks) return null
  const usual = medianOf(observed.prices)
  const prices = observed.prices.map((one) => one - usual)
  return prices.some((one) => Math.abs(one) >= leastPriceChange) ? { units: observed.units, prices } : null
}

function medianOf(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The mean of what promotions of a category, and of all, did, each weighing by its days; null when none was seen. */
function promotionChange(
  category: string,
  effects: readonly CalendarEffect[],
  calendar: readonly CalendarDay[],
): number | null {
  const names = new Set(
    calendar
      .filter((day) => day.kind === 'promotion' && (day.category === null || day.category === category))
      .map(({ name }) => name),
  )
  const seen = effects.filter(({ kind, name }) => kind === 'own' && names.has(name))
  const days = seen.reduce((sum, { seenDays }) => sum + seenDays, 0)
  if (days === 0) return null
  return seen.reduce((sum, { factor, seenDays }) => sum + ((factor - 1) * seenDays) / days, 0)
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += values[at] as number
  return sum
}
