import type { Purchase } from '../../features/purchase.ts'
import { hash53 } from '../../kernel/hash.ts'
import { dayMs } from '../../kernel/time.ts'
import { featuresOf } from '../feature-rows.ts'
import type { LearningContext, LearningExample } from '../trainable.ts'
import { figureNames, figuresAt, type RepurchaseFigures } from './repurchase-figures.ts'
import { heldOutCut, horizonDays, repurchaseCuts } from './repurchase-window.ts'

/** Products of a row, the latest first; 0 where there are fewer. */
const productPlaces = 24
const headNames = ['cut', 'cameBack', 'spendMinor', 'frequency', 'recencyDays', 'ageDays'] as const

/**
 * Numbers of one row: what came of it, the history for the repeat model, the figures, the hashes of its products, and as many features
 * as models from elsewhere ask for.
 */
export function repurchaseRowWidth(askedCount: number): number {
  return headNames.length + figureNames.length + productPlaces + askedCount
}

/** A customer as of a moment, as the models see them. */
export interface RepurchaseState {
  /** Days on which something was bought, after the first; days from the first to the last; days from the first on. */
  readonly frequency: number
  readonly recencyDays: number
  readonly ageDays: number
  /** In the order of `figureNames`; NaN: there is nothing to compute it from. */
  readonly figures: RepurchaseFigures
  /** Hashes of products that were bought, the latest first. */
  readonly products: readonly number[]
}

/** A row of the past, and what came of it. */
export interface RepurchaseRow extends RepurchaseState {
  /** Rows of one customer have the same number. */
  readonly customer: number
  readonly cut: number
  readonly cameBack: boolean
  /** Minor units of the tenant's currency within the horizon; a customer who gave all back spent 0. */
  readonly spendMinor: number
  /** Features that models from elsewhere ask for, in the order they were asked for; all NaN but in held-out rows. */
  readonly asked: Float64Array
}

/** The state of a customer at a moment; null for somebody who had bought nothing by then. */
export function stateAt(
  example: LearningExample,
  context: LearningContext,
  cutMs: number,
): RepurchaseState | null {
  const bought = example.purchases.filter((purchase) => isBought(purchase) && purchase.placedAt < cutMs)
  if (bought.length === 0) return null
  const days = [...new Set(bought.map(({ placedAt }) => Math.floor(placedAt / dayMs)))]
  const [firstDay = 0] = days
  const products = bought
    .toReversed()
    .flatMap(({ lines }) =>
      lines.filter(({ quantity }) => quantity > 0).map(({ productId }) => hashOf(productId)),
    )
  return {
    frequency: days.length - 1,
    recencyDays: (days.at(-1) ?? firstDay) - firstDay,
    ageDays: Math.max(cutMs / dayMs - firstDay, (days.at(-1) ?? firstDay) - firstDay),
    figures: figuresAt(example, context, cutMs),
    products: [...new Set(products)].slice(0, productPlaces),
  }
}

/**
 * One row for each cut at which the person was a customer already. `asked`: names of features that models from elsewhere ask
 * for, which are measured on the hold-out alone.
 */
export function repurchaseRows(
  example: LearningExample,
  context: LearningContext,
  asked: readonly string[] = [],
): Float64Array[] {
  return repurchaseCuts(context.asOfMs).flatMap((cutMs, cut) => {
    const state = stateAt(example, context, cutMs)
    if (state === null) return []
    const untilMs = cutMs + horizonDays * dayMs
    const later = example.purchases.filter(
      (purchase) => isBought(purchase) && purchase.placedAt >= cutMs && purchase.placedAt < untilMs,
    )
    const spendMinor = later.reduce((sum, { amountTenantMinor }) => sum + (amountTenantMinor ?? 0), 0)
    const row = new Float64Array(repurchaseRowWidth(asked.length))
    row.set([cut, later.length > 0 ? 1 : 0, Math.max(0, spendMinor)])
    row.set([state.frequency, state.recencyDays, state.ageDays], 3)
    row.set(state.figures, headNames.length)
    row.set(state.products, headNames.length + figureNames.length)
    const features =
      cut === heldOutCut && asked.length > 0 ? featuresOf(example, { ...context, asOfMs: cutMs }) : {}
    row.set(
      asked.map((name) => features[name] ?? Number.NaN),
      repurchaseRowWidth(0),
    )
    return [row]
  })
}

/**
 * The rows that `repurchaseRows` wrote, of all customers. Cuts with less than a horizon of sales behind them are left out,
 * but for the hold-out and the first that is learned from: what customers look like there is what the shop's youth makes them.
 */
export function readRepurchaseRows(numbers: Float64Array, askedCount = 0): RepurchaseRow[] {
  const width = repurchaseRowWidth(askedCount)
  let customer = -1
  let lastCut = Number.POSITIVE_INFINITY
  const oldest = new Map<number, number>()
  const rows = Array.from({ length: numbers.length / width }, (_, index) => {
    const from = index * width
    const cut = numbers[from] ?? 0
    // A customer's rows come with rising cuts: a cut that is not higher begins the next customer.
    if (cut <= lastCut) customer += 1
    lastCut = cut
    const row = new StoredRow(numbers, from, width, customer)
    oldest.set(cut, Math.max(oldest.get(cut) ?? 0, row.ageDays))
    return row
  })
  return rows.filter(({ cut }) => cut <= 1 || (oldest.get(cut) ?? 0) >= horizonDays)
}

const figuresFrom = headNames.length
const productsFrom = figuresFrom + figureNames.length
const askedFrom = repurchaseRowWidth(0)

/** A row that stays in the numbers it was read from: as objects with all their lists the rows would take more memory than the numbers. */
class StoredRow implements RepurchaseRow {
  readonly #numbers: Float64Array
  readonly #from: number
  readonly #width: number
  readonly customer: number

  constructor(numbers: Float64Array, from: number, width: number, customer: number) {
    this.#numbers = numbers
    this.#from = from
    this.#width = width
    this.customer = customer
  }

  get cut(): number {
    return this.#head('cut')
  }

  get cameBack(): boolean {
    return this.#head('cameBack') === 1
  }

  get spendMinor(): number {
    return this.#head('spendMinor')
  }

  get frequency(): number {
    return this.#head('frequency')
  }

  get recencyDays(): number {
    return this.#head('recencyDays')
  }

  get ageDays(): number {
    return this.#head('ageDays')
  }

  get figures(): RepurchaseFigures {
    return this.#part(figuresFrom, productsFrom)
  }

  get products(): readonly number[] {
    return [...this.#part(productsFrom, askedFrom)].filter((product) => product !== 0)
  }

  get asked(): Float64Array {
    return this.#part(askedFrom, this.#width)
  }

  #head(name: (typeof headNames)[number]): number {
    return this.#numbers[this.#from + headNames.indexOf(name)] ?? 0
  }

  #part(from: number, to: number): Float64Array {
    return this.#numbers.subarray(this.#from + from, this.#from + to)
  }
}

/** An order that was not cancelled and in which something was bought. */
function isBought({ isCancelled, lines, grossMinor }: Purchase): boolean {
  return !isCancelled && (grossMinor > 0 || lines.some(({ quantity }) => quantity > 0))
}

/** Never 0, which stands for no product. */
function hashOf(productId: string): number {
  return hash53(productId) + 1
}

/** The first purchase that anything was learned from, UTC epoch ms. */
export function earliestMs(rows: readonly RepurchaseRow[], asOfMs: number): number {
  const cuts = repurchaseCuts(asOfMs)
  return Math.round(
    rows.reduce(
      (earliest, { cut, ageDays }) => Math.min(earliest, (cuts[cut] ?? asOfMs) - ageDays * dayMs),
      asOfMs,
    ),
  )
}
