import { toDecimalString } from '../kernel/money.ts'
import type { RandomSource } from '../kernel/random.ts'
import { minuteMs } from '../kernel/time.ts'
import { drawShopper, type Shopper } from './town.ts'

export interface Product {
  /** Vendors' numbers for the product are made of it. */
  readonly number: number
  readonly sku: string
  readonly name: string
  readonly category: string
  /** With tax. */
  readonly priceMinor: number
}

/** What the simulated shop sells, all of it with 20 % value added tax. */
export const products: readonly Product[] = (
  [
    ['LAMP', 'Brass desk lamp', 'Lighting', 6_495],
    ['KETTLE', 'Enamel kettle', 'Kitchen', 3_950],
    ['APRON', 'Canvas apron', 'Kitchen', 2_250],
    ['THROW', 'Lambswool throw', 'Home', 7_800],
    ['VASE', 'Ribbed glass vase', 'Home', 1_895],
    ['TROWEL', 'Copper trowel', 'Garden', 2_400],
    ['TWINE', 'Jute twine', 'Garden', 425],
    ['CANDLE', 'Beeswax candle', 'Home', 1_150],
  ] as const
).map(([sku, name, category, priceMinor], index) => ({
  number: 501 + index,
  sku: `SIM-${sku}`,
  name,
  category,
  priceMinor,
}))

export const stores = [
  { number: 61, code: 'simulated-harbour', name: 'Harbour shop', city: 'Bristol' },
  { number: 62, code: 'simulated-arcade', name: 'Arcade shop', city: 'Cardiff' },
] as const

export const currency = 'GBP'

export interface PurchaseLine {
  readonly product: Product
  readonly quantity: number
  /** With tax, as are all amounts that do not say otherwise. */
  readonly amountMinor: number
  readonly taxMinor: number
}

/** One person's basket, at one store and at one moment; everything that vendors tell about it is made of this. */
export interface Purchase {
  /** Nine digits; the vendors' numbers for the order are made of it. */
  readonly number: number
  readonly shopper: Shopper
  readonly store: (typeof stores)[number]
  readonly lines: readonly PurchaseLine[]
  readonly goodsMinor: number
  readonly goodsTaxMinor: number
  readonly shippingMinor: number
  readonly shippingTaxMinor: number
  readonly placedAtMs: number
  /** A draw that nothing else is made of, 0 .. 99: how many are left, and the like. */
  readonly anyNumber: number
}

const shippingMinor = 395

/** The tax within an amount. */
function taxOf(amountMinor: number): number {
  return Math.round(amountMinor / 6)
}

export function drawPurchase(random: RandomSource, placedAtMs: number): Purchase {
  const whole = (count: number) => Math.floor(random() * count)
  const number = 100_000_000 + whole(900_000_000)
  const shopper = drawShopper(random)
  const store = stores[whole(stores.length)] ?? stores[0]
  const shelf = [...products]
  const lines = Array.from({ length: 1 + whole(3) }, () => shelf.splice(whole(shelf.length), 1))
    .flat()
    .map((product) => {
      const quantity = 1 + whole(2)
      const amountMinor = quantity * product.priceMinor
      return { product, quantity, amountMinor, taxMinor: taxOf(amountMinor) }
    })
  return {
    number,
    shopper,
    store,
    lines,
    goodsMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    goodsTaxMinor: lines.reduce((sum, { taxMinor }) => sum + taxMinor, 0),
    shippingMinor,
    shippingTaxMinor: taxOf(shippingMinor),
    placedAtMs,
    anyNumber: whole(100),
  }
}

/** The line that is given back when something is. */
export function returnedLine({ lines }: Purchase): PurchaseLine {
  const [line] = lines
  if (line === undefined) throw new RangeError('a purchase has a line')
  return line
}

/** How far an order can get, in the order of its life; for a message that was sent, how far that is. */
export const steps = ['placed', 'paid', 'fulfilled', 'refunded'] as const
export type Step = (typeof steps)[number]

const stepMs = 10 * minuteMs

/** How long after the order was placed a step is reached. */
export function afterPlacedMs(step: Step): number {
  return steps.indexOf(step) * stepMs
}

/** When a step is reached, if the order has got so far; else undefined. */
export function reachedAt(purchase: Purchase, step: Step, reached: Step): number | undefined {
  return steps.indexOf(step) <= steps.indexOf(reached) ? purchase.placedAtMs + afterPlacedMs(step) : undefined
}

/** "64.95" */
export function decimal(amountMinor: number): string {
  return toDecimalString(amountMinor, currency)
}
