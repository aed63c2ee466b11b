import type { CustomerFeaturesView } from '../../contracts/features.ts'
import { type Brands, brandAffinity } from '../../features/brands.ts'
import { latestPurchases, productRhythms } from '../../features/latest-purchases.ts'
import { toIso } from '../../kernel/time.ts'
import type { Tenant } from '../../tenants/tenant.ts'
import { customerFeatures, purchasesOf } from '../customer-features.ts'
import type { CustomerRecord } from '../ingest.ts'
import type { OrderState } from '../order-state.ts'

const shownPurchases = 20
const shownGaps = 20
const shownBrands = 10

/** The features of a customer at a moment (UTC epoch ms) as the API shows them; brands are those of the catalogue. */
export function customerFeaturesView(
  tenant: Tenant,
  record: CustomerRecord,
  orders: readonly OrderState[],
  brands: Brands,
  asOfMs: number,
): CustomerFeaturesView {
  const purchases = purchasesOf(tenant, record, orders, brands)
  return {
    customerId: record.customerId,
    asOf: toIso(asOfMs),
    currency: tenant.currency,
    features: Object.entries(customerFeatures(tenant, record, orders, asOfMs, brands)).map(
      ([name, value]) => ({
        name,
        value,
      }),
    ),
    latestPurchases: latestPurchases(purchases, asOfMs, shownPurchases).map(
      ({ orderKey: _, placedAt, ...product }) => ({ placedAt: toIso(placedAt), ...product }),
    ),
    brands: brandAffinity(purchases, asOfMs, shownBrands),
    purchaseGaps: productRhythms(purchases, asOfMs, shownGaps).map(({ lastPurchasedAt, ...rhythm }) => ({
      ...rhythm,
      lastPurchasedAt: toIso(lastPurchasedAt),
    })),
  }
}
