import type { Channel } from '../events/event.ts'
import type { SoldItem } from './sale.ts'
import { SalesColumns } from './sales-columns.ts'
import type { ToldSale } from './sales-of-order.ts'
import type { ItemSales, SalesSeries } from './sales-series.ts'
import { compareSeries, sortItems } from './sort-items.ts'

/** Days of one item, place and channel, four numbers each: day, units, units given back, revenue. */
interface OpenSeries {
  readonly storeId: string
  readonly channel: Channel
  readonly numbers: number[]
}

interface OpenItem {
  item: SoldItem
  readonly series: OpenSeries[]
}

const width = 4

/**
 * Adds up sales as they come. What is said of an item is what was added last, where anything was said. Holds some hundred
 * bytes for each item, place, channel and day.
 */
export class SalesTally {
  readonly #items = new Map<string, OpenItem>()
  #saleCount = 0

  add(sale: ToldSale): void {
    const { sku, storeId, channel, day } = sale
    const known = this.#items.get(sku)
    const open: OpenItem = known ?? { item: soldItem(sale), series: [] }
    if (known === undefined) this.#items.set(sku, open)
    else open.item = laterWord(open.item, sale)
    let series = open.series.find((each) => each.storeId === storeId && each.channel === channel)
    if (series === undefined) {
      series = { storeId, channel, numbers: [] }
      open.series.push(series)
    }
    const { numbers } = series
    // Sales come day by day, so it is the last one or a new one nearly always.
    let at = numbers.length - width
    while (at >= 0 && numbers[at] !== day) at -= width
    if (at < 0) {
      at = numbers.length
      numbers.push(day, 0, 0, 0)
      this.#saleCount += 1
    }
    numbers[at + 1] = (numbers[at + 1] ?? 0) + sale.units
    numbers[at + 2] = (numbers[at + 2] ?? 0) + sale.returnedUnits
    numbers[at + 3] = (numbers[at + 3] ?? 0) + sale.revenueMinor
  }

  /** How many days of an item, place and channel there are. */
  get saleCount(): number {
    return this.#saleCount
  }

  /** In the order of files. Their numbers are put into `columns`. */
  *items(columns = new SalesColumns()): Generator<ItemSales> {
    for (const { item, series } of sortItems(this.#items)) {
      yield { item, series: series.map((open) => closed(item.sku, open, columns)).sort(compareSeries) }
    }
  }
}

/** What is said of an item after a later word: what the later one leaves out stays. */
export function laterWord(before: SoldItem, later: SoldItem): SoldItem {
  const { productId } = later
  const name = later.name ?? before.name
  const category = later.category ?? before.category
  const isSame = productId === before.productId && name === before.name && category === before.category
  return isSame ? before : { sku: before.sku, productId, name, category }
}

function soldItem({ sku, productId, name, category }: SoldItem): SoldItem {
  return { sku, productId, name, category }
}

function closed(sku: string, { storeId, channel, numbers }: OpenSeries, columns: SalesColumns): SalesSeries {
  const series = { sku, storeId, channel, ...columns.take(numbers.length / width) }
  for (const [at, place] of placesByDay(numbers).entries()) {
    series.days[at] = numbers[place] ?? 0
    series.units[at] = numbers[place + 1] ?? 0
    series.returnedUnits[at] = numbers[place + 2] ?? 0
    series.revenueMinor[at] = numbers[place + 3] ?? 0
  }
  return series
}

/** Where the numbers of each day begin, days rising. */
function placesByDay(numbers: readonly number[]): number[] {
  const places: number[] = []
  let isRising = true
  for (let place = 0; place < numbers.length; place += width) {
    places.push(place)
    if (place > 0 && (numbers[place] ?? 0) < (numbers[place - width] ?? 0)) isRising = false
  }
  return isRising ? places : places.sort((left, right) => (numbers[left] ?? 0) - (numbers[right] ?? 0))
}
