import { own } from '../../kernel/own.ts'
import { rankOf } from '../../ml/anomalies/score-ranks.ts'
import { effectiveCategoryCount, type ShopScale } from './shop-scale.ts'
import { type Shopping, shoppingSchema } from './shopping.ts'
import { levelOfMean, type Trait } from './trait.ts'

/** What shopping behaviour says about means and needs. Levels are relative to the other customers of the same shop. */
export interface SocioEconomicProfile {
  readonly priceTier: Trait<'budget' | 'middle' | 'premium'>
  readonly basketBreadth: Trait<'narrow' | 'middle' | 'broad'>
  readonly promotionDependence: Trait<'low' | 'middle' | 'high'>
  /** A hint from quantities alone: what is bought for children or the sick is not looked at. */
  readonly householdSize: Trait<'one' | 'two-or-three' | 'four-or-more'>
}

const fewestLines = 5
const fewestOrders = 4
/** Quantities tell less about the size of a household than prices about the price tier. */
const mostHouseholdConfidence = 0.7
/** Who buys the top tenth of quantities most of the time buys for a business, not for a family. */
const businessRank = 0.9

/** Throws when the input holds a field that is not of its closed type: that is a bug of the caller. */
export function socioEconomicProfile(input: Shopping, scale: ShopScale): SocioEconomicProfile {
  const shopping = shoppingSchema.parse(input)
  return {
    priceTier: priceTier(shopping, scale),
    basketBreadth: basketBreadth(shopping, scale),
    promotionDependence: promotionDependence(shopping),
    householdSize: householdSize(shopping, scale),
  }
}

function priceTier(shopping: Shopping, scale: ShopScale): SocioEconomicProfile['priceTier'] {
  const ranks = linesOf(shopping).flatMap(({ category, unitPriceMinor }) => {
    const known = own(scale.categories, category)
    return known === undefined ? [] : [rankOf(known.unitPricesMinor, unitPriceMinor)]
  })
  if (ranks.length < fewestLines) return notYet(ranks.length, fewestLines, 'purchases of comparable products')
  const { level, confidence, mean } = levelOfMean(ranks, ['budget', 'middle', 'premium'])
  const dearer = `Pays more than ${percent(mean)} of what others pay for products of the same kind`
  return { level, confidence, factors: [dearer, `Read from ${ranks.length} products bought`] }
}

function basketBreadth(shopping: Shopping, scale: ShopScale): SocioEconomicProfile['basketBreadth'] {
  const lines = linesOf(shopping)
  const count = effectiveCategoryCount(shopping)
  if (count === null || lines.length < fewestLines)
    return notYet(lines.length, fewestLines, 'products bought')
  const rank = rankOf(scale.categoryCounts, count)
  // One figure for all purchases: each order is as good as one more look at it.
  const looks = shopping.orders.filter((order) => order.lines.length > 0).map(() => rank)
  const { level, confidence } = levelOfMean(looks, ['narrow', 'middle', 'broad'])
  const broader = `Buys from more kinds of products than ${percent(rank)} of customers`
  return { level, confidence, factors: [broader, `Read from ${lines.length} products bought`] }
}

function promotionDependence({ orders }: Shopping): SocioEconomicProfile['promotionDependence'] {
  const told = orders.flatMap(({ discountRate }) => (discountRate === null ? [] : [discountRate > 0 ? 1 : 0]))
  if (told.length < fewestOrders)
    return notYet(told.length, fewestOrders, 'orders of which a discount is known')
  const { level, confidence } = levelOfMean(told, ['low', 'middle', 'high'])
  const reduced = told.filter((value) => value === 1).length
  return { level, confidence, factors: [`${reduced} of ${told.length} orders came with a discount`] }
}

function householdSize(shopping: Shopping, scale: ShopScale): SocioEconomicProfile['householdSize'] {
  const ranks = linesOf(shopping).flatMap(({ category, quantity }) => {
    const known = own(scale.categories, category)
    return known === undefined ? [] : [rankOf(known.quantities, quantity)]
  })
  if (ranks.length < fewestLines) return notYet(ranks.length, fewestLines, 'purchases of comparable products')
  if (ranks.filter((rank) => rank > businessRank).length * 2 > ranks.length) {
    return { level: null, missing: 'Buys in the quantities of a business' }
  }
  const { level, confidence, mean } = levelOfMean(ranks, ['one', 'two-or-three', 'four-or-more'])
  const larger = `Buys larger quantities than ${percent(mean)} of purchases of the same kind`
  return { level, confidence: Math.min(confidence, mostHouseholdConfidence), factors: [larger] }
}

function linesOf({ orders }: Shopping): Shopping['orders'][number]['lines'] {
  return orders.flatMap(({ lines }) => lines)
}

function notYet(count: number, needed: number, what: string): { level: null; missing: string } {
  return { level: null, missing: `Not enough yet: ${count} of ${needed} ${what}` }
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
