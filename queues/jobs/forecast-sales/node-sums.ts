import { historyDays, type ItemDemand } from '#shared/demand/item-demand.ts'
import type { NodeDemand, NodePlace } from '#shared/demand/node-demand.ts'
import { withoutSlips } from '#shared/demand/without-slips.ts'
import { freeBytes } from '#shared/kernel/free-bytes.ts'
import type { ItemSales, SalesSeries } from '#shared/sales/sales-series.ts'

/** What a node has sold, as arrays that are added to. */
interface Sums {
  readonly units: Float64Array
  readonly revenueMinor: Float64Array
}

/** A pair of a category and a place, by which sales are added up; all other nodes are made of these. */
type PairKey = readonly [storeId: string, category: string]

interface KeptSums {
  readonly asOfDay: number
  readonly categories: readonly string[]
  readonly pairs: readonly PairKey[]
  readonly seriesCount: number
  readonly revenueCount: number
}

/** A place that sold nothing where so many units were to be expected was closed, or has not told yet. */
const closedUnits = 20
/** Less than this share of what is asked for may be chance where everything is out. */
const closedRate = 0.2
const usualWeeks = 4
/** A year of whole blocks: what an item brought in it says how much it matters. */
const revenueDays = 364
const bytesPerNumber = 8

/** The revenue of an item's last 52 blocks, in smallest units of the tenant's currency. */
export function yearRevenueMinor({ places }: ItemDemand): number {
  let sum = 0
  for (const { revenueMinor } of places) {
    for (const revenue of revenueMinor.subarray(Math.max(0, revenueMinor.length - revenueDays)))
      sum += revenue
  }
  return sum
}

/** Adds up what items sold, by category and place and day. Small beside the sales: so it is handed from step to step. */
export class NodeSums {
  readonly asOfDay: number
  readonly #categories: ReadonlySet<string>
  readonly #pairs = new Map<string, { readonly pair: PairKey; readonly sums: Sums }>()
  readonly #revenues: number[] = []
  #seriesCount = 0
  #readFrom: ArrayBuffer | null = null

  /** Categories that are not named are one, named ''. */
  constructor(asOfDay: number, categories: ReadonlySet<string>) {
    this.asOfDay = asOfDay
    this.#categories = categories
  }

  /**
   * Adds what an item sold until the last day: from its first sale in each place on, as `itemDemand` does, but without opening it day by day, which would
   * take a hundred times the memory of its sales.
   */
  add({ item, series }: ItemSales): void {
    const category = this.#groupOf(item)
    let placeCount = 0
    let yearRevenue = 0
    for (const [storeId, ofPlace] of Map.groupBy(series, (each) => each.storeId)) {
      const firstDay = Math.max(this.#firstDay, Math.min(...ofPlace.map(firstSaleDay)))
      if (!(firstDay <= this.asOfDay)) continue
      placeCount += 1
      const sums = this.#sumsOf([storeId, category])
      for (const { days, ...sold } of ofPlace) {
        const { units, revenueMinor } = withoutSlips(sold)
        for (const [at, day] of days.entries()) {
          if (day < firstDay || day > this.asOfDay) continue
          const revenue = countable(revenueMinor[at])
          addAt(sums.units, day - this.#firstDay, countable(units[at]))
          addAt(sums.revenueMinor, day - this.#firstDay, revenue)
          if (day > this.asOfDay - revenueDays) yearRevenue += revenue
        }
      }
    }
    if (placeCount === 0) return
    this.#seriesCount += placeCount
    this.#revenues.push(yearRevenue)
  }

  /**
   * Adds what was not sold for want of goods, so that these are sums of what was asked for. Nothing where a place was closed on the day, or has not told it.
   *
   * @param missed may end on an earlier day than these sums: then what was sold later is not looked at
   */
  addMissed(missed: NodeSums): void {
    const later = this.asOfDay - missed.asOfDay
    const sold = Map.groupBy(this.#pairs.values(), ({ pair: [storeId] }) => storeId)
    const others = Map.groupBy(missed.#pairs.values(), ({ pair: [storeId] }) => storeId)
    for (const [storeId, ofPlace] of others) {
      // Both without the days that only one of them has.
      const soldUnits = allUnits(sold.get(storeId) ?? []).subarray(0, historyDays - later)
      const missedUnits = allUnits(ofPlace).subarray(later)
      for (let at = 0; at < soldUnits.length; at += 1) {
        if (missedUnits[at] === 0 || wasClosed(soldUnits, missedUnits, at)) continue
        for (const { pair, sums } of ofPlace) {
          const own = this.#sumsOf(pair)
          addAt(own.units, at, sums.units[at + later] ?? 0)
          addAt(own.revenueMinor, at, sums.revenueMinor[at + later] ?? 0)
        }
      }
    }
  }

  /** How many pairs of a category and a place there would be if an item were added. */
  pairCountWith({ item, series }: ItemSales): number {
    const category = this.#groupOf(item)
    const places = new Set(series.map(({ storeId }) => storeId))
    const isNew = (storeId: string) => !this.#pairs.has(JSON.stringify([storeId, category]))
    return this.#pairs.size + [...places].filter(isNew).length
  }

  /** Those that are told apart. */
  get categories(): string[] {
    return [...this.#categories]
  }

  get itemCount(): number {
    return this.#revenues.length
  }

  /** Items in places. */
  get seriesCount(): number {
    return this.#seriesCount
  }

  /** Of each item, what it brought in a year. */
  get revenuesMinor(): readonly number[] {
    return this.#revenues
  }

  /**
   * All nodes, the largest first: the total, regions, places, categories, and categories in places. Some share their numbers with each other and with
   * the sums themselves.
   */
  nodes(regionOf: (storeId: string) => string): NodeDemand[] {
    const nodes = new Map<string, NodePlace & Sums & { isShared: boolean }>()
    const pairs = [...this.#pairs.values()].sort((left, right) => comparePairs(left.pair, right.pair))
    for (const { pair, sums } of pairs) {
      const [storeId, category] = pair
      const region = regionOf(storeId)
      for (const place of placesOf(storeId, category, region)) {
        const key = JSON.stringify(place)
        const node = nodes.get(key)
        if (node === undefined) {
          nodes.set(key, { ...place, ...sums, isShared: true })
          continue
        }
        // What is of one pair has the numbers of the pair itself.
        if (node.isShared) nodes.set(key, { ...node, ...copyOf(node), isShared: false })
        const { units, revenueMinor } = nodes.get(key) ?? node
        addTo(units, sums.units)
        addTo(revenueMinor, sums.revenueMinor)
      }
    }
    const all = [...nodes.values()].map(({ isShared: _, ...node }) => fromFirstSale(node, this.#firstDay))
    const hasRegions = all.some(({ region }) => region !== '')
    const levels = levelOrder.filter((level) => level !== 'region' || hasRegions)
    return levels.flatMap((level) => all.filter((node) => node.level === level))
  }

  get pairCount(): number {
    return this.#pairs.size
  }

  /** What was sold of each category in each place. Each number is that of a day, the last one that of the last day. */
  *pairs(): Generator<{ readonly storeId: string; readonly category: string } & Sums> {
    for (const { pair, sums } of this.#pairs.values()) {
      const [storeId, category] = pair
      yield { storeId, category, ...sums }
    }
  }

  /** To be read back by {@link NodeSums.read}. */
  bytes(): ArrayBuffer {
    const pairs = [...this.#pairs.values()]
    const kept: KeptSums = {
      asOfDay: this.asOfDay,
      categories: this.categories,
      pairs: pairs.map(({ pair }) => pair),
      seriesCount: this.#seriesCount,
      revenueCount: this.#revenues.length,
    }
    const text = new TextEncoder().encode(JSON.stringify(kept))
    const textEnd = Math.ceil((4 + text.length) / bytesPerNumber) * bytesPerNumber
    const bytes = new ArrayBuffer(
      textEnd + (pairs.length * 2 * historyDays + kept.revenueCount) * bytesPerNumber,
    )
    new DataView(bytes).setUint32(0, text.length)
    new Uint8Array(bytes).set(text, 4)
    const numbers = new Float64Array(bytes, textEnd)
    for (const [place, { sums }] of pairs.entries()) {
      numbers.set(sums.units, place * 2 * historyDays)
      numbers.set(sums.revenueMinor, (place * 2 + 1) * historyDays)
    }
    numbers.set(this.#revenues, pairs.length * 2 * historyDays)
    return bytes
  }

  /** Takes the bytes over: what is added later is added in them. */
  static read(bytes: ArrayBuffer): NodeSums {
    const textLength = new DataView(bytes).getUint32(0)
    const kept: KeptSums = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, textLength)))
    const numbers = new Float64Array(bytes, Math.ceil((4 + textLength) / bytesPerNumber) * bytesPerNumber)
    const sums = new NodeSums(kept.asOfDay, new Set(kept.categories))
    sums.#readFrom = bytes
    for (const [place, pair] of kept.pairs.entries()) {
      const from = place * 2 * historyDays
      const units = numbers.subarray(from, from + historyDays)
      const revenueMinor = numbers.subarray(from + historyDays, from + 2 * historyDays)
      sums.#pairs.set(JSON.stringify(pair), { pair, sums: { units, revenueMinor } })
    }
    for (const revenue of numbers.subarray(kept.pairs.length * 2 * historyDays)) sums.#revenues.push(revenue)
    sums.#seriesCount = kept.seriesCount
    return sums
  }

  /** Gives the memory back at once. Neither the sums nor any node of them has numbers afterwards. */
  free(): void {
    const buffers = new Set<ArrayBufferLike>(this.#readFrom === null ? [] : [this.#readFrom])
    for (const { sums } of this.#pairs.values()) buffers.add(sums.units.buffer).add(sums.revenueMinor.buffer)
    for (const buffer of buffers) freeBytes(new Uint8Array(buffer))
    this.#readFrom = null
    this.#pairs.clear()
  }

  get #firstDay(): number {
    return this.asOfDay - historyDays + 1
  }

  #groupOf({ category }: ItemSales['item']): string {
    return category !== null && this.#categories.has(category) ? category : ''
  }

  #sumsOf(pair: PairKey): Sums {
    const key = JSON.stringify(pair)
    const known = this.#pairs.get(key)
    if (known !== undefined) return known.sums
    const sums = emptySums()
    this.#pairs.set(key, { pair, sums })
    return sums
  }
}

const levelOrder = ['total', 'region', 'store', 'category', 'category-store'] as const

/** The nodes in which a category in a place is added up. */
export function placesOf(storeId: string, category: string, region: string): NodePlace[] {
  return [
    { level: 'total', storeId: '', category: '', region: '' },
    { level: 'region', storeId: '', category: '', region },
    { level: 'store', storeId, category: '', region },
    { level: 'category', storeId: '', category, region: '' },
    { level: 'category-store', storeId, category, region },
  ]
}

/** What was before the first sale says nothing, nor do slips of items that hardly sell. */
function fromFirstSale(node: NodePlace & Sums, firstDay: number): NodeDemand {
  const from = Math.max(
    0,
    node.units.findIndex((units) => units > 0),
  )
  const sold = { units: node.units.subarray(from), revenueMinor: node.revenueMinor.subarray(from) }
  return { ...node, firstDay: firstDay + from, ...withoutSlips(sold) }
}

/** What pairs come to, day by day. */
function allUnits(pairs: readonly { readonly sums: Sums }[]): Float64Array {
  const units = new Float64Array(historyDays)
  for (const { sums } of pairs) addTo(units, sums.units)
  return units
}

/** Whether a place sold nothing on a day though what was there usually sells on that weekday: what is asked for there is far more than what was out. */
function wasClosed(sold: Float64Array, missed: Float64Array, at: number): boolean {
  if (sold[at] !== 0) return false
  const near = Array.from({ length: 2 * usualWeeks + 1 }, (_, week) => at + 7 * (week - usualWeeks))
  const known = near.filter((other) => other !== at && other >= 0 && other < sold.length)
  const asked = known.reduce((sum, other) => sum + (sold[other] ?? 0) + (missed[other] ?? 0), 0)
  const usual = asked / Math.max(1, known.length)
  return usual - (missed[at] ?? 0) >= Math.max(closedUnits, closedRate * usual)
}

function comparePairs([store, category]: PairKey, [otherStore, otherCategory]: PairKey): number {
  if (store !== otherStore) return store < otherStore ? -1 : 1
  return category < otherCategory ? -1 : 1
}

function emptySums(): Sums {
  return { units: new Float64Array(historyDays), revenueMinor: new Float64Array(historyDays) }
}

function copyOf({ units, revenueMinor }: Sums): Sums {
  return { units: units.slice(), revenueMinor: revenueMinor.slice() }
}

function addTo(sums: Float64Array, values: Float64Array): void {
  for (const [at, value] of values.entries()) addAt(sums, at, value)
}

function addAt(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value
}

/** Infinity where nothing was sold. */
function firstSaleDay({ days, units }: SalesSeries): number {
  const at = units.findIndex((sold) => countable(sold) > 0)
  return at < 0 ? Number.POSITIVE_INFINITY : (days[at] ?? Number.POSITIVE_INFINITY)
}

/** Numbers that are none or below zero do not count. */
function countable(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : 0
}
