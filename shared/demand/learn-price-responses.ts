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
/** Prices are looked at over so many days on either side: over the second where the first hold too few days with a sale. */
const nearDays = 3
const farDays = 10
const fewestSoldDays = 3
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
  const ofAll = estimateOf(byCategory.get('') ?? [])
  for (const [category, observed] of byCategory) {
    const own = category === '' ? ofAll : estimateOf(observed)
    const isOwn = own !== null && (isSure(own) || (ofAll !== null && contradicts(own, ofAll)))
    if (category !== '' && !isOwn && !calendar.some((day) => day.category === category)) continue
    const estimate = isOwn ? own : ofAll
    responses[category] = {
      priceElasticity: estimate !== null && isSure(estimate) ? estimate.elasticity : null,
      promotionChangeRate: promotionChange(category, effects, calendar),
    }
  }
  return responses
}

interface Estimate {
  readonly elasticity: number
  /** One standard deviation. */
  readonly error: number
}

/** It lies surely below zero, and is no more than anybody has seen. */
function isSure({ elasticity, error }: Estimate): boolean {
  return elasticity < -sureDeviations * error && elasticity > -steepest
}

/** What a category's own sales say is surely not what those of all do: prices move it less, or not at all. */
function contradicts({ elasticity, error }: Estimate, ofAll: Estimate): boolean {
  return elasticity - ofAll.elasticity > sureDeviations * error
}

/**
 * The exponent e of "units go with price to the power of e", from how the units of each series were divided among its blocks: a conditional Poisson (multinomial) model, in which
 * each series' own level falls out. Its error is widened by the overdispersion of the counts (McCullagh and Nelder 1989). Null where too few prices moved.
 */
function estimateOf(all: readonly Observed[]): Estimate | null {
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
  return { elasticity, error: Math.sqrt(overdispersion(all, elasticity) / information) }
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
 * Null for a series whose price hardly moved. The price of a block is the mean of its days', in logs, since promotions begin and end within blocks. Blocks before the first sale, and those that are missing, are left
 * out.
 */
function observe({ place, blocks }: PricedBlocks): Observed | null {
  const first = Math.max(0, blocks.length - lookedAtBlocks)
  const daily = dailyPrices(place, place.units.length - (blocks.length - first) * blockDays)
  const observed: Observed = { units: [], prices: [] }
  for (let block = first; block < blocks.length; block++) {
    const from = (block - first) * blockDays
    const known = daily.slice(from, from + blockDays).filter((price) => price !== null)
    const plain = blocks[block] as number
    if (known.length === 0 || Number.isNaN(plain)) continue
    observed.units.push(plain)
    observed.prices.push(sumOf(known) / known.length)
  }
  if (observed.units.length < fewestBlocks) return null
  const usual = medianOf(observed.prices)
  const prices = observed.prices.map((one) => one - usual)
  return prices.some((one) => Math.abs(one) >= leastPriceChange) ? { units: observed.units, prices } : null
}

/**
 * The log of the price of each day from one on (which may lie before the first): the median of the days with a sale in the week around it, or in three weeks where those are fewer than three, as one large order at a discount must not pass for
 * a price that sold much. Without any it is that of the day before; null before there was one.
 */
function dailyPrices({ units, revenueMinor }: PlaceDemand, firstAt: number): (number | null)[] {
  const soldAt: number[] = []
  const priceOf: number[] = []
  units.forEach((sold, at) => {
    const price = (revenueMinor[at] as number) / sold
    if (!(price > 0 && Number.isFinite(price))) return
    soldAt.push(at)
    priceOf.push(Math.log(price))
  })
  const prices: (number | null)[] = []
  const within = (at: number, days: number, from: number) => {
    let end = from
    while (end < soldAt.length && (soldAt[end] as number) <= at + days) end++
    return priceOf.slice(from, end)
  }
  let near = 0
  let far = 0
  let price: number | null = null
  for (let at = firstAt; at < units.length; at++) {
    while (near < soldAt.length && (soldAt[near] as number) < at - nearDays) near++
    while (far < soldAt.length && (soldAt[far] as number) < at - farDays) far++
    const around = within(at, nearDays, near)
    const wider = around.length >= fewestSoldDays ? around : within(at, farDays, far)
    if (wider.length > 0) price = medianOf(wider)
    prices.push(price)
  }
  return prices
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
