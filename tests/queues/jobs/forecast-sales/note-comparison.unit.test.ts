import { describe, expect, it } from 'vitest'
import { accuracyRows, emptyComparison } from '#queues/jobs/forecast-sales/compare-sales.ts'
import { compareNodes } from '#queues/jobs/forecast-sales/note-comparison.ts'
import { ToldSource } from '#queues/jobs/forecast-sales/told-source.ts'
import { type NodeDemand, nodeKey } from '#shared/demand/node-demand.ts'
import { spreadProbabilities } from '#shared/demand/outlook.ts'
import type { ToldSeries } from '#shared/demand/told-series.ts'

const toldDay = 100
const asOfDay = toldDay + 7
const total = { level: 'total', storeId: '', category: '', region: '' } as const

/** Ten a day were told of all sales; 95 % of weeks are within 53 and 87. */
function told(countsMissed: boolean | undefined): ToldSource {
  const outlook = {
    blocks: new Array<number>(13).fill(70),
    scales: new Array<number>(13).fill(28),
    scores: spreadProbabilities.map((probability) => (probability - 0.5) * 1.25),
    weekdayShares: new Array<number>(7).fill(1 / 7),
  }
  const basis = { asOfDay: toldDay, scores: {}, blockCorrelation: 0, dayFactors: {} }
  const series: ToldSeries = {
    ...{ ...total, sku: '' },
    ...{ demandClass: 'smooth', lane: 'sum', model: 'sums', outlook },
  }
  const mark = countsMissed === undefined ? {} : { countsMissed }
  const archive = { read: async () => null }
  return new ToldSource({ asOfDay: toldDay, basis, ...mark, nodes: [series], parts: [] }, { archive })
}

/** The total that sold ten a day, and then so many. */
function sumOf(unitsADay: number): NodeDemand {
  const units = new Float64Array(35).fill(10).fill(unitsADay, 28)
  return { ...total, firstDay: toldDay - 27, units, revenueMinor: units.map((sold) => 100 * sold) }
}

/** What comes of what was told, where so many a day were asked for and sold. */
function compared(source: ToldSource, askedADay: number, soldADay: number, isMissedKnown = true) {
  const tally = { leafBlocks: {}, ...emptyComparison() }
  const sources = { 7: source, 28: null }
  const sold = sumOf(soldADay)
  const recent = new Map([[nodeKey(sold), { firstDay: sold.firstDay, units: sold.units }]])
  compareNodes(tally, { nodes: [sold], countMissed: false, recent }, sources, asOfDay)
  if (isMissedKnown)
    compareNodes(tally, { nodes: [sumOf(askedADay)], countMissed: true, recent }, sources, asOfDay)
  const all = accuracyRows(tally, sources).find(({ groupKind }) => groupKind === 'all')
  const surprises = tally.surprises.map(({ kind, actual, expected, worthMinor }) => {
    return [kind, actual, Math.round(expected), Math.round(worthMinor)]
  })
  return { units: all?.actualUnits, series: all?.seriesCount, surprises }
}

describe('what was told of sums', () => {
  it('is compared with what was asked for where it was told of that, and else with what was sold', () => {
    expect(compared(told(true), 10, 8)).toMatchObject({ units: 70, series: 1, surprises: [] })
    expect(compared(told(false), 10, 8)).toMatchObject({ units: 56, series: 1, surprises: [] })
    // So were runs of before it was noted.
    expect(compared(told(undefined), 10, 8)).toMatchObject({ units: 56, series: 1 })
  })

  it('is not compared where it was told of what was asked for and this run does not know that', () => {
    expect(compared(told(true), 10, 2, false)).toEqual({ units: undefined, series: undefined, surprises: [] })
  })

  it('surprises by what was sold, and not by what was missed for want of goods', () => {
    // Far less was sold, because goods were out.
    expect(compared(told(true), 10, 4).surprises).toEqual([])
    // More was asked for than was told, but not sold.
    expect(compared(told(true), 14, 10).surprises).toEqual([])
    expect(compared(told(true), 6, 5).surprises).toEqual([['sales-below', 35, 70, 28 * 100]])
    expect(compared(told(true), 16, 14).surprises).toEqual([['sales-above', 98, 70, 28 * 100]])
  })
})
