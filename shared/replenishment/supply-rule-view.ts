import type { SupplyRuleView } from '../contracts/replenishment.ts'
import type { SupplyRuleRow } from '../database/tables/replenishment.ts'
import { toIso } from '../kernel/time.ts'

/** A rule as the API tells of it. */
export function supplyRuleView({ tenantId: _, changedAt, ...rule }: SupplyRuleRow): SupplyRuleView {
  return { ...rule, changedAt: toIso(changedAt) }
}
