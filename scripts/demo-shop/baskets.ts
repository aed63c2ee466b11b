import type { RandomSource } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { catalogue, consumables, gifts, type Product, premiumFromMinor, treats } from './catalogue.ts'
import { drawBetween, drawOne, drawSome, drawWhole } from './draw.ts'
import { londonClock } from './london-time.ts'
import type { BasketLine } from './occasion.ts'
import type { Person } from './people.ts'

/** A product a person keeps in the house, how long it lasts them, and how many they take. */
export interface Staple {
  readonly product: Product
  readonly everyMs: number
  readonly quantity: number
}

/** What a person buys by the clock. Every household has a pace of its own, so every interval differs. */
export function drawStaples(person: Person, random: RandomSource): Staple[] {
  const isHighValue = person.kind === 'high-value'
  const products = drawSome(
    consumables,
    isHighValue ? drawWhole(4, 6, random) : drawWhole(2, 3, random),
    random,
  )
  const pace = drawBetween(1.6, 2.4, random)
  return products.map((product) => ({
    product,
    everyMs: (product.rebuyDays ?? 30) * dayMs * pace * drawBetween(0.85, 1.2, random),
    quantity: isHighValue ? drawWhole(2, 3, random) : drawWhole(1, 2, random),
  }))
}

/** Something on top of the staples, now and then: a treat, or a present as Christmas comes near. */
export function drawExtras(person: Person, atMs: number, random: RandomSource): BasketLine[] {
  const isGiftSeason = londonClock(atMs).getUTCMonth() >= 10
  const isHighValue = person.kind === 'high-value'
  const extras: BasketLine[] = []
  if (random() < (isHighValue ? 0.35 : 0.12)) {
    const shelf = isHighValue ? treats.filter((product) => product.priceMinor >= premiumFromMinor) : treats
    extras.push({ product: drawOne(shelf, random), quantity: 1 })
  }
  if (isGiftSeason && random() < 0.2) extras.push({ product: drawOne(gifts, random), quantity: 1 })
  return extras
}

/** The basket of somebody with no plan: one to three things from anywhere in the shop. */
export function drawMixedBasket(random: RandomSource): BasketLine[] {
  return drawSome(catalogue, drawWhole(1, 3, random), random).map((product) => ({
    product,
    quantity: product.rebuyDays === undefined ? 1 : drawWhole(1, 2, random),
  }))
}

/** One or two presents, some of them twice. */
export function drawGiftBasket(random: RandomSource): BasketLine[] {
  return drawSome([...gifts, ...treats], drawWhole(1, 2, random), random).map((product) => ({
    product,
    quantity: random() < 0.2 ? 2 : 1,
  }))
}
