import { noBrands, withBrands } from '../features/brands.ts'
import { computeFeatures } from '../features/compute-features.ts'
import type { FeatureVector } from '../features/feature-definition.ts'
import { readOrderLines } from '../features/order-lines.ts'
import type { Purchase } from '../features/purchase.ts'
import { purchaseOfRow } from '../features/purchase-of-row.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { CustomerRecord } from './ingest.ts'
import { orderFacts } from './order-facts.ts'
import { orderRow } from './order-row.ts'
import type { OrderState } from './order-state.ts'

/** A customer's orders as purchases: those that the customer's own events tell of, with the brands that are given. */
export function purchasesOf(
  tenant: Tenant,
  { customerId, version }: CustomerRecord,
  orders: readonly OrderState[],
  brands = noBrands,
): readonly Purchase[] {
  const purchases = orders.map((order) => {
    const row = orderRow(tenant, customerId, version, orderFacts(order))
    return purchaseOfRow(row, readOrderLines(row.lines))
  })
  return withBrands(purchases, brands)
}

/** The features of a customer at a moment (UTC epoch ms), by what its object keeps. */
export function customerFeatures(
  tenant: Tenant,
  record: CustomerRecord,
  orders: readonly OrderState[],
  asOfMs: number,
  brands = noBrands,
): FeatureVector {
  return computeFeatures({
    purchases: purchasesOf(tenant, record, orders, brands),
    activity: record.state.activity ?? [],
    asOfMs,
    timeZone: tenant.timeZone,
  })
}
