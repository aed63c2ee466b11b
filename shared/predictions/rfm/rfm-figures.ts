import type { PurchaseHistory } from '../../features/purchase.ts'
import { dayMs } from '../../kernel/time.ts'
import type { RfmFigures } from './rfm-scale.ts'

/** What RFM looks at, of what a customer bought up to a moment (UTC epoch ms). Null when that is nothing. */
export function rfmFiguresOf({ purchases }: PurchaseHistory, asOfMs: number): RfmFigures | null {
  const bought = purchases.filter(({ isCancelled, placedAt }) => !isCancelled && placedAt <= asOfMs)
  if (bought.length === 0) return null
  const lastAt = bought.reduce((latest, { placedAt }) => Math.max(latest, placedAt), 0)
  return {
    recencyDays: (asOfMs - lastAt) / dayMs,
    orderCount: bought.length,
    revenueMinor: bought.reduce((sum, { amountTenantMinor }) => sum + (amountTenantMinor ?? 0), 0),
  }
}
