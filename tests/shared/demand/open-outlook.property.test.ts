import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SoldIn } from '#shared/demand/forecast-levels.ts'
import { openOutlook, scoreOf } from '#shared/demand/open-outlook.ts'
import { type Outlook, type OutlookBasis, spreadProbabilities } from '#shared/demand/outlook.ts'
import { dayNumber } from '#shared/sales/day-number.ts'

/** The outlook begins on a Monday: 9 November 2026. */
const asOfDay = dayNumber('2026-11-08')
const straight = spreadProbabilities.map((probability) => 10 * (probability - 0.5))
const basis = (changes: Partial<OutlookBasis> = {}): OutlookBasis => ({
  asOfDay,
  scores: { none: straight },
  blockCorrelation: 0,
  dayFactors: { '': new Array(91).fill(1) },
  ...changes,
})
const thirteen = (units: number) => new Array<number>(13).fill(units)
const outlook = (changes: Partial<Outlook> = {}): Outlook => ({
  blocks: thirteen(140),
  scales: thirteen(10),
  scores: null,
  weekdayShares: [0.1, 0.1, 0.1, 0.1, 0.1, 0.3, 0.2],
  ...changes,
})

describe('an outlook', () => {
  it('shares a block out by weekday', () => {
    const open = openOutlook(outlook(), basis(), 'tea', 'smooth')
    const days = [0, 1, 4, 5, 6, 7].map((offset) => open.expectedUnits(offset, 1))
    expect(days.map((units) => Number(units.toFixed(9)))).toEqual([14, 14, 14, 42, 28, 14])
    expect(open.expectedUnits(5, 4)).toBeCloseTo(42 + 28 + 14 + 14, 9)
  })

  it('moves units within a block to days that sell more, and none to a closed one', () => {
    const factors = new Array(91).fill(1)
    factors[0] = 0
    factors[1] = 3
    const open = openOutlook(outlook(), basis({ dayFactors: { '': factors } }), 'tea', 'smooth')
    // Shares .1 x 0, .1 x 3, .1, .1, .1, .3, .2 add up to 1.1.
    expect(open.expectedUnits(0, 1)).toBe(0)
    expect(open.expectedUnits(1, 1)).toBeCloseTo((140 * 0.3) / 1.1, 9)
    expect(open.expectedUnits(0, 7)).toBeCloseTo(140, 9)
  })

  it('has the days of its category where that has its own', () => {
    const own = new Array(91).fill(1)
    own[0] = 0
    const days = { '': new Array(91).fill(1), tea: own }
    expect(openOutlook(outlook(), basis({ dayFactors: days }), 'tea', '').expectedUnits(0, 1)).toBe(0)
    expect(openOutlook(outlook(), basis({ dayFactors: days }), 'milk', '').expectedUnits(0, 1)).toBeCloseTo(
      14,
    )
    expect(
      openOutlook(outlook(), basis({ dayFactors: days }), 'toString', '').expectedUnits(0, 1),
    ).toBeCloseTo(14)
  })

  it('has the days of its place or region where that has its own', () => {
    const days = { placeDays: { leeds: [[0, 0]] as const }, regionDays: { leeds: [[0, 2]] as const } }
    const onFirstDay = (where: SoldIn) =>
      openOutlook(outlook(), basis(days), 'tea', '', where).expectedUnits(0, 1)
    expect(onFirstDay('leeds')).toBe(0)
    // Shares .2 of 1.1.
    expect(onFirstDay({ region: 'leeds' })).toBeCloseTo((140 * 0.2) / 1.1, 9)
    for (const where of [null, '', 'york', 'toString', { region: '' }])
      expect(onFirstDay(where)).toBeCloseTo(14, 9)
  })

  it('has its own days for each category, where its country sells less than a tenth of it', () => {
    const first = (factor: number) => [factor, ...Array(90).fill(1)]
    const days = {
      dayFactors: { '': first(0.02), books: first(0.5), flowers: first(0) },
      placeDays: { '': [[0, 45]] as const, leeds: [[0, 0.5]] as const },
    }
    // A first day of factor f has f of f and the nine others.
    const share = (sold: number) => sold / (0.1 * sold + 0.9)
    const onFirstDay = (category: string, where: string) =>
      openOutlook(outlook(), basis(days), category, '', where).expectedUnits(0, 1) / 14
    for (const category of ['', 'tea', 'books']) expect(onFirstDay(category, '')).toBeCloseTo(share(0.9), 9)
    expect(onFirstDay('flowers', '')).toBe(0)
    expect(onFirstDay('books', 'leeds')).toBeCloseTo(share(0.25), 9)
  })

  it('is as far off as the root of the sum of squares of blocks that go their own ways, and their sum when they go together', () => {
    const apart = openOutlook(outlook(), basis(), '', 'smooth')
    const together = openOutlook(outlook(), basis({ blockCorrelation: 1 }), '', 'smooth')
    // The score at 0.9 is 4.
    expect(apart.quantile(0, 7, 0.9)).toBeCloseTo(140 + 4 * 10, 9)
    expect(apart.quantile(0, 28, 0.9)).toBeCloseTo(560 + 4 * 20, 9)
    expect(together.quantile(0, 28, 0.9)).toBeCloseTo(560 + 4 * 40, 9)
    const own = openOutlook(outlook({ blockCorrelation: 1 }), basis(), '', 'smooth')
    expect(own.quantile(0, 28, 0.9)).toBeCloseTo(560 + 4 * 40, 9)
    // Monday has a tenth of a block, so the root of a tenth of its error.
    expect(apart.quantile(0, 1, 0.9)).toBeCloseTo(14 + 4 * 10 * Math.sqrt(0.1), 9)
    const { lower, upper } = apart.interval(0, 7, 0.8)
    expect([lower, upper].map((units) => Number(units.toFixed(6)))).toEqual([100, 180])
  })

  it('has the errors of four blocks together for four, of one for one, and what lies between for two', () => {
    const sumScores = { none: spreadProbabilities.map(() => 7) }
    const open = openOutlook(outlook(), basis({ sumScores }), '', 'smooth')
    expect(open.quantile(0, 7, 0.9)).toBeCloseTo(140 + 4 * 10, 9)
    expect(open.quantile(0, 28, 0.9)).toBeCloseTo(560 + 7 * 20, 9)
    expect(open.quantile(0, 91, 0.9)).toBeCloseTo(13 * 140 + 7 * 10 * Math.sqrt(13), 9)
    expect(open.quantile(0, 14, 0.9)).toBeCloseTo(280 + 5.5 * 10 * Math.sqrt(2), 9)
    const own = openOutlook(
      outlook({ scores: spreadProbabilities.map(() => 1) }),
      basis({ sumScores }),
      '',
      '',
    )
    expect(own.quantile(0, 28, 0.9)).toBeCloseTo(560 + 20, 9)
  })

  it('begins a range at zero where sales are often zero, and leaves out the share above alone', () => {
    const open = openOutlook(outlook({ blocks: thirteen(10) }), basis(), '', 'smooth')
    // Errors from -45 on: 40 % of them would take 10 units to zero or below.
    const { lower, upper } = open.interval(0, 7, 0.8)
    expect(lower).toBe(0)
    expect(upper).toBeCloseTo(10 + 3 * 10, 6)
  })

  it('prefers its own errors, then those of its class, then those of all', () => {
    const steep = straight.map((score) => 2 * score)
    const given = basis({ scores: { none: straight, lumpy: steep } })
    expect(openOutlook(outlook(), given, '', 'lumpy').quantile(0, 7, 0.9)).toBeCloseTo(220, 9)
    expect(openOutlook(outlook(), given, '', 'smooth').quantile(0, 7, 0.9)).toBeCloseTo(180, 9)
    expect(openOutlook(outlook({ scores: steep }), given, '', 'smooth').quantile(0, 7, 0.9)).toBeCloseTo(
      220,
      9,
    )
  })

  it('knows nothing before its first and after its last day', () => {
    const open = openOutlook(outlook(), basis(), '', 'smooth')
    expect(open.expectedUnits(0, 91)).toBeCloseTo(13 * 140, 6)
    expect(open.expectedUnits(80, 500)).toBeCloseTo(open.expectedUnits(80, 11), 9)
    expect(open.expectedUnits(-7, 14)).toBeCloseTo(open.expectedUnits(0, 7), 9)
    expect(open.expectedUnits(91, 7)).toBe(0)
    expect(open.quantile(3, 0, 0.99)).toBe(0)
    expect(open.interval(3, 0, 0.8)).toEqual({ lower: 0, upper: 0 })
  })
})

it('the error at a kept probability is the kept one, and beyond them it goes on as in a normal distribution', () => {
  spreadProbabilities.forEach((probability, at) => {
    expect(scoreOf(straight, probability)).toBeCloseTo(straight[at] as number, 9)
  })
  expect(scoreOf(straight, 0.999)).toBeCloseTo((4.95 * 3.0902) / 2.5758, 2)
  expect(scoreOf(straight, 0.325)).toBeCloseTo(-1.75, 9)
})

const number = (max: number) => fc.double({ min: 0, max, noNaN: true })
const anyOutlook = fc.record({
  blocks: fc.array(number(1e4), { minLength: 13, maxLength: 13 }),
  scales: fc.array(number(1e4), { minLength: 13, maxLength: 13 }),
  scores: fc.constant(null),
  weekdayShares: fc.array(number(1), { minLength: 7, maxLength: 7 }),
})
const anyBasis = fc
  .record({
    scores: fc.array(fc.double({ min: -5, max: 9, noNaN: true }), { minLength: 23, maxLength: 23 }),
    blockCorrelation: number(1),
    factors: fc.array(fc.oneof(fc.constant(0), number(5)), { minLength: 91, maxLength: 91 }),
  })
  .map(({ scores, blockCorrelation, factors }) =>
    basis({
      scores: { none: scores.toSorted((one, other) => one - other) },
      blockCorrelation,
      dayFactors: { '': factors },
    }),
  )
const stretch = fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 91 }))

it('any outlook: days add up to stretches, ranges lie within wider ones, nothing is below zero or no number', () => {
  fc.assert(
    fc.property(anyOutlook, anyBasis, stretch, (given, common, [from, days]) => {
      const open = openOutlook(given, common, '', 'smooth')
      let sum = 0
      for (let day = from; day < Math.min(91, from + days); day++) sum += open.expectedUnits(day, 1)
      const expected = open.expectedUnits(from, days)
      expect(expected).toBeCloseTo(sum, 5)
      let inner = { lower: expected, upper: expected }
      for (const coverage of [0.05, 0.2, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999]) {
        const range = open.interval(from, days, coverage)
        expect(range.lower).toBeLessThanOrEqual(inner.lower)
        expect(range.upper).toBeGreaterThanOrEqual(inner.upper)
        expect(range.lower).toBeGreaterThanOrEqual(0)
        expect(Number.isFinite(range.upper)).toBe(true)
        inner = range
      }
      let least = 0
      for (const probability of [0.001, 0.1, 0.5, 0.9, 0.95, 0.99, 0.9999]) {
        const units = open.quantile(from, days, probability)
        expect(units).toBeGreaterThanOrEqual(least)
        least = units
      }
    }),
    { seed: 7, numRuns: 400 },
  )
})
