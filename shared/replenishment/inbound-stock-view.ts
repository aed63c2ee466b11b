import type { InboundStockView } from '../contracts/replenishment.ts'
import type { InboundStockRow } from '../database/tables/replenishment.ts'
import { toIso } from '../kernel/time.ts'

/** Goods on their way as the API tells of them. */
export function inboundStockView({ tenantId: _, createdAt, ...inbound }: InboundStockRow): InboundStockView {
  return { ...inbound, createdAt: toIso(createdAt) }
}
