import type { Purchase } from '#shared/features/purchase.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import type { LearningContext, LearningExample } from '#shared/predictions/trainable.ts'

export const shopContext: LearningContext = {
  tenantId: 'shop',
  currency: 'GBP',
  timeZone: 'Europe/London',
  country: 'GB',
  asOfMs: Date.UTC(2026, 5, 1),
  seed: 1,
}

/**
 * Customers of a made-up shop over two years: each buys at random with a rate of their own, spends about an amount of their
 * own, and may have stopped for good. Products `keep-…` are bought mostly by who stays.
 */
export function randomShop(
  customerCount: number,
  seed: number,
  { asOfMs }: { asOfMs: number } = shopContext,
): LearningExample[] {
  const random = seededRandom(seed)
  return Array.from({ length: customerCount }, (_, number) => {
    const gapDays = 8 + 120 * random() ** 2
    const amountMinor = Math.round(1_000 * 10 ** random())
    const endMs = random() < 0.4 ? asOfMs - 500 * dayMs * random() : Number.POSITIVE_INFINITY
    const purchases: Purchase[] = []
    let placedAt = asOfMs - 730 * dayMs * random()
    while (placedAt < asOfMs && (purchases.length === 0 || placedAt < endMs)) {
      const stays = endMs === Number.POSITIVE_INFINITY ? 0.8 : 0.2
      const kind = random() < stays ? 'keep' : 'leave'
      purchases.push(
        newPurchase({
          orderKey: `web/shop:${number}-${purchases.length}`,
          placedAt: Math.floor(placedAt),
          amountMinor: Math.round(amountMinor * (0.5 + random())),
          productId: `${kind}-${Math.floor(30 * random())}`,
        }),
      )
      placedAt += gapDays * -Math.log(1 - random()) * dayMs
    }
    return { customerId: `cus_${number}`, purchases, activity: '' }
  })
}

/** An order of one product. */
export function newPurchase({
  orderKey = 'web/shop:1',
  placedAt,
  amountMinor = 1_000,
  productId = 'mug',
  quantity = 1,
}: {
  orderKey?: string
  placedAt: number
  amountMinor?: number
  productId?: string
  quantity?: number
}): Purchase {
  return {
    orderKey,
    placedAt,
    channel: 'web',
    storeId: null,
    isCancelled: false,
    currency: 'GBP',
    amountTenantMinor: amountMinor,
    grossMinor: amountMinor,
    refundedMinor: 0,
    discountMinor: null,
    lines: [{ productId, name: null, category: null, quantity, amountMinor }],
  }
}
