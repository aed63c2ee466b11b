import type { Channel } from '../../../events/event.ts'
import type { ReportedLine } from '../../../events/sales-report.ts'
import type { RejectPlace } from '../../row-reject.ts'

/** What a row says was sold; amounts in minor units of the file's currency. */
export interface SoldRow extends RejectPlace {
  /** "2026-11-21". */
  readonly day: string
  /** '' for online, or the shop as a whole. */
  readonly storeId: string
  readonly channel: Channel
  readonly sku: string
  readonly name?: string
  readonly category?: string
  /** Zero or more. */
  readonly units: number
  readonly returnedUnits: number
  readonly revenueMinor: number
}

/** More units than anybody sells of an item on a day; up to it, sums of thousandths are exact. */
export const mostUnits = 1e12

/** No shop sells more different items on a day in a place; a wrong mapping may put a whole file into one day. */
export const mostItems = 50_000

type ItemTotal = { -readonly [Field in keyof ReportedLine]: ReportedLine[Field] }

/** What one place sold through one channel on a day: rows of one item add up. */
export class DayTotals {
  readonly day: string
  readonly storeId: string
  readonly channel: Channel
  readonly #items = new Map<string, ItemTotal>()

  constructor({ day, storeId, channel }: Pick<SoldRow, 'day' | 'storeId' | 'channel'>) {
    this.day = day
    this.storeId = storeId
    this.channel = channel
  }

  /** Adds a row, unless its item is one too many, or the sum more than can be. */
  add(row: SoldRow): 'too-many-items' | 'amount-too-large' | undefined {
    const { sku, name, category } = row
    const total = this.#items.get(sku) ?? { sku, units: 0, returnedUnits: 0, revenueMinor: 0 }
    const units = sumOf(total.units, row.units)
    const returnedUnits = sumOf(total.returnedUnits, row.returnedUnits)
    const revenueMinor = total.revenueMinor + row.revenueMinor
    if (Math.max(units, returnedUnits) > mostUnits || !Number.isSafeInteger(revenueMinor)) {
      return 'amount-too-large'
    }
    if (this.#items.size >= mostItems && !this.#items.has(sku)) return 'too-many-items'
    if (name !== undefined) total.name ??= name
    if (category !== undefined) total.category ??= category
    this.#items.set(sku, Object.assign(total, { units, returnedUnits, revenueMinor }))
    return undefined
  }

  /** One for each item. */
  lines(): readonly ReportedLine[] {
    return [...this.#items.values()]
  }
}

/** Without the noise of binary fractions: 0.1 and 0.2 are 0.3. */
function sumOf(left: number, right: number): number {
  return Number((left + right).toPrecision(15))
}
