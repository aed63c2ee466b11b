import type { ForecastLevel } from '#shared/demand/forecast-levels.ts'
import type { ItemDemand } from '#shared/demand/item-demand.ts'
import type { ModelFigure, ModelTask } from '../../models/model-figure.ts'
import { forecastShop, type ToldAndSold } from '../forecast-shop.ts'
import {
  generatedItems,
  goodsThatChange,
  madeUpLastDay,
  type Supply,
  withoutGoneGoods,
  withStockOuts,
  withSubstitutes,
} from '../made-up-shops.ts'

const hiddenDays = 28
const ages = [400, 560, 600, 800, 1_000]
const levels: readonly ForecastLevel[] = ['total', 'store', 'category', 'category-store', 'sku-store']

const lateSupply: Supply = { leadDays: 14, coverDays: 24 }

interface ShortShop {
  readonly name: string
  /** What would be asked for with all goods there, where that is not what all shops here have. */
  readonly whole?: (seed: number, dayCount: number) => ItemDemand[]
  short(items: readonly ItemDemand[], untilDay: number): ItemDemand[]
}

/**
 * Goods that come late, goods that come very late, those where half of the buyers take something else, none of the best seller for three weeks before the forecast, in a shop whose goods
 * often came late before and in one whose other goods are always there, and goods each of which gives way to a new one when it is sold out.
 */
const shops: readonly ShortShop[] = [
  supplied('some goods out', { leadDays: 9, coverDays: 24 }),
  supplied('many goods out', lateSupply),
  {
    name: 'many goods out, half of the buyers take another',
    short: (items, untilDay) => withSubstitutes(withStockOuts(items, lateSupply, untilDay), items, 0.5),
  },
  {
    name: 'best seller out, and goods often before',
    short: (items, untilDay) => withoutBestSeller(withStockOuts(items, lateSupply, untilDay), untilDay),
  },
  { name: 'best seller out', short: withoutBestSeller },
  {
    name: 'goods that change',
    whole: (seed, dayCount) => goodsThatChange(seed, dayCount),
    short: (items, untilDay) => withoutGoneGoods(items, untilDay),
  },
]

/**
 * Five generated shops that run out of goods: how far the forecasts of 28 days are from what was asked for then, when sums count what was missed, beside sums of what was sold; and the same shops with all goods there.
 */
export const task: ModelTask = {
  name: 'stock-outs',
  data: null,
  async measure() {
    return shops.flatMap(({ name, short, whole: made = generatedShop }) => {
      const whole = ages.map((age, at) => made(at + 3, age))
      const left = whole.map((items) => short(items, madeUpLastDay - hiddenDays))
      const shares = left.map(shareOut)
      console.log(
        `${name}: ${shares.map((share) => (100 * share).toFixed(1)).join(', ')} % of days without goods`,
      )
      const now = left.map((items) => told(items, false))
      const asSold = left.map((items) => told(items, true))
      const there = whole.map((items) => told(items, false))
      const known = levels.filter((level) => there.flat().some((one) => one.level === level))
      return known.flatMap((level) => figures(`${name}, ${level}`, level, { now, asSold, there }))
    })
  },
}

function generatedShop(seed: number, dayCount: number): ItemDemand[] {
  return generatedItems(seed, 160, dayCount)
}

function supplied(name: string, supply: Supply): ShortShop {
  return { name, short: (items, untilDay) => withStockOuts(items, supply, untilDay) }
}

function withoutBestSeller(items: readonly ItemDemand[], untilDay: number): ItemDemand[] {
  const unitsOf = ({ places }: ItemDemand) =>
    places.reduce((sum, { units }) => sum + units.reduce((before, count) => before + count, 0), 0)
  const best = items.toSorted((one, other) => unitsOf(other) - unitsOf(one))[0]
  return items.map((item) => {
    if (item !== best) return item
    const places = item.places.map((place) => {
      const to = untilDay - place.firstDay + 1
      return {
        ...place,
        units: place.units.slice().fill(Number.NaN, to - 21, to),
        revenueMinor: place.revenueMinor.slice().fill(0, to - 21, to),
      }
    })
    return { ...item, places }
  })
}

function shareOut(items: readonly ItemDemand[]): number {
  const days = items.flatMap(({ places }) => places.flatMap(({ units }) => [...units]))
  return days.filter(Number.isNaN).length / days.length
}

function told(items: readonly ItemDemand[], areSumsAsSold: boolean): ToldAndSold[] {
  return forecastShop({ name: '', items, lastDay: madeUpLastDay, country: null, areSumsAsSold }, hiddenDays)
}

type Told = readonly (readonly ToldAndSold[])[]

function figures(
  what: string,
  level: ForecastLevel,
  { now, asSold, there }: { readonly now: Told; readonly asSold: Told; readonly there: Told },
): ModelFigure[] {
  return (['bias', 'WAPE'] as const).flatMap((measure): ModelFigure[] => {
    const [ours, before, most] = [now, asSold, there].map((shop) => errorOf(shop, level, measure)) as [
      number,
      number,
      number,
    ]
    const name = `${what}: ${measure}`
    return [
      { what: name, ours, goal: null, baseline: { name: 'sums as sold', value: before }, published: null },
      { what: `${name}, all goods there`, ours: most, goal: null, baseline: null, published: null },
    ]
  })
}

/** Of all series of a level: what was told less what was asked for, or its absolute value, over what was asked for. */
function errorOf(shops: Told, level: ForecastLevel, measure: 'bias' | 'WAPE'): number {
  let error = 0
  let asked = 0
  for (const { open, after } of shops.flat().filter((one) => one.level === level)) {
    const units = after.reduce((sum, count) => sum + count, 0)
    const off = open.expectedUnits(0, hiddenDays) - units
    error += measure === 'bias' ? off : Math.abs(off)
    asked += units
  }
  return error / asked
}
