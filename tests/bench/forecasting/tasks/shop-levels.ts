import type { ForecastLevel } from '#shared/demand/forecast-levels.ts'
import { itemDemand } from '#shared/demand/item-demand.ts'
import type { ModelFigure, ModelTask } from '../../models/model-figure.ts'
import { publicDataFolder } from '../../models/public-data.ts'
import { firstMonday, readDailyItems } from '../daily-items.ts'
import { forecastShop, type MeasuredShop, type ToldAndSold } from '../forecast-shop.ts'
import { demoItems, generatedItems, madeUpLastDay } from '../made-up-shops.ts'

const hidden = [28, 56, 84]
const dayCounts = [7, 28]
const coverages = [0.5, 0.8, 0.95]
const retailWeeks = 39
/** Fewer series at a level say nothing on their own. */
const fewest = 20

/**
 * Whole shops as their job forecasts them, four, eight and twelve weeks before their end: the share of series of each level whose ranges held what was sold, and how far off the expected units were, beside
 * as many as in the days before. Two of the demo's shops, five generated ones and Online Retail.
 */
export const task: ModelTask = {
  name: 'shop-levels',
  data: null,
  async measure() {
    const folder = publicDataFolder('online-retail')
    if (folder === undefined) console.log('shop-levels: Online Retail skipped, for it is not here')
    return [
      ...measure('Online Retail', folder === undefined ? [] : [retail(folder)]),
      ...measure(
        'demo',
        [7, 19].map((seed) => madeUp('demo', demoItems(seed, 1_500), 'GB')),
      ),
      ...measure(
        'generated',
        [400, 560, 600, 800, 1_000].map((dayCount, at) =>
          madeUp('generated', generatedItems(at + 3, 250, dayCount), null),
        ),
      ),
    ]
  },
}

function retail(folder: string): MeasuredShop {
  const lastDay = firstMonday + 7 * retailWeeks - 1
  const items = readDailyItems(folder).map((sales) => itemDemand(sales, lastDay))
  return {
    name: 'Online Retail',
    items: items.filter(({ places }) => places.length > 0),
    lastDay,
    country: 'GB',
  }
}

function madeUp(name: string, items: MeasuredShop['items'], country: string | null): MeasuredShop {
  return { name, items, lastDay: madeUpLastDay, country }
}

function measure(name: string, shops: readonly MeasuredShop[]): ModelFigure[] {
  const byLevel = new Map<ForecastLevel, ToldAndSold[]>()
  for (const told of shops.flatMap((shop) => hidden.flatMap((days) => forecastShop(shop, days)))) {
    const others = byLevel.get(told.level) ?? []
    byLevel.set(told.level, others)
    others.push(told)
  }
  return [...byLevel].flatMap(([level, series]) =>
    dayCounts.flatMap((days) => figures(name, level, days, series)),
  )
}

function figures(
  name: string,
  level: ForecastLevel,
  days: number,
  series: readonly ToldAndSold[],
): ModelFigure[] {
  const what = `${name}, ${level}, ${days} days (${series.length})`
  const sold = series.map(({ after }) => knownSum(after.subarray(0, days)))
  const whole = sold.reduce((sum, units) => sum + units, 0)
  const errorOf = (said: (one: ToldAndSold) => number) =>
    series.reduce((sum, one, at) => sum + Math.abs(said(one) - (sold[at] as number)), 0) / whole
  const inside = coverages.map((coverage) => {
    const held = series.filter(({ open }, at) => {
      const { lower, upper } = open.interval(0, days, coverage)
      return (sold[at] as number) >= lower && (sold[at] as number) <= upper
    })
    return {
      what: `${what}: share inside the ${coverage * 100} % range`,
      ours: held.length / series.length,
      goal: null,
      baseline: { name: 'promised', value: coverage },
      published: null,
    }
  })
  return [
    {
      what: `${what}: WAPE`,
      ours: errorOf(({ open }) => open.expectedUnits(0, days)),
      goal: null,
      baseline: { name: 'as before', value: errorOf(({ before }) => knownSum(before.subarray(-days))) },
      published: null,
    },
    ...(series.length >= fewest ? inside : []),
  ]
}

function knownSum(units: Float64Array): number {
  return units.reduce((sum, count) => (count > 0 ? sum + count : sum), 0)
}
