import type { ProductView } from '#shared/contracts/products.ts'
import { formatMoney } from '../format/format-money.ts'
import { formatQuantity } from '../format/format-number.ts'

type Variant = ProductView['variants'][number]

/** "£9.00", "£9.00 to £12.50"; variants in several currencies, or without a price, have none in common. */
export function priceRange(variants: readonly Variant[]): string | null {
  const prices = variants.flatMap(({ price }) => price ?? [])
  const [first] = prices
  if (first === undefined || prices.some(({ currency }) => currency !== first.currency)) return null
  const amounts = prices.map(({ amountMinor }) => amountMinor)
  const [lowest, highest] = [Math.min(...amounts), Math.max(...amounts)]
  const text = (amountMinor: number) => formatMoney({ amountMinor, currency: first.currency })
  return lowest === highest ? text(lowest) : `${text(lowest)} to ${text(highest)}`
}

/** How many units of all variants can be sold; null when nobody told. */
export function unitsInStock(variants: readonly Variant[]): number | null {
  const levels = variants.flatMap(({ stock }) => stock)
  return levels.length === 0 ? null : levels.reduce((sum, level) => sum + level.availableQuantity, 0)
}

/** "Bristol: 12", the whole shop without a name. */
export function levelText({ storeName, storeId, availableQuantity }: Variant['stock'][number]): string {
  const place = storeName ?? storeId
  return place === null ? formatQuantity(availableQuantity) : `${place}: ${formatQuantity(availableQuantity)}`
}
