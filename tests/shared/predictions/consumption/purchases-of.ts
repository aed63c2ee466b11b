import type { Purchase, PurchaseLine } from '#shared/features/purchase.ts'

/** A purchase of an online shop with these lines; what is not told is of no account here. */
export function purchaseOf(
  placedAt: string,
  lines: readonly (Partial<PurchaseLine> & { productId: string })[],
  more: Partial<Purchase> = {},
): Purchase {
  return {
    orderKey: `shop:${placedAt}`,
    placedAt: Date.parse(placedAt),
    channel: 'web',
    storeId: null,
    isCancelled: false,
    currency: 'EUR',
    amountTenantMinor: 1000,
    grossMinor: 1000,
    refundedMinor: 0,
    discountMinor: null,
    lines: lines.map((line) => ({ name: null, category: null, quantity: 1, amountMinor: 1000, ...line })),
    ...more,
  }
}

/** The same products on each of these days of 2026, at noon. */
export function boughtOn(
  days: readonly string[],
  line: Partial<PurchaseLine> & { productId: string },
): Purchase[] {
  return days.map((day) => purchaseOf(`2026-${day}T12:00:00Z`, [line]))
}
