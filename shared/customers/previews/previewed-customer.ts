import type { CustomerSide } from '../../contracts/identity.ts'
import { plainText } from '../../kernel/plain-text.ts'
import { toIso } from '../../kernel/time.ts'
import type { Tenant } from '../../tenants/tenant.ts'
import type { AttributedEvent } from '../count-events.ts'
import { type CustomerState, displayName } from '../customer-state.ts'
import type { OrderState } from '../order-state.ts'
import { profileFacts } from '../profile-facts.ts'
import { profileRow } from '../profile-row.ts'
import { rebuildCustomer } from '../rebuild-customer.ts'
import { consentsView, customerSummary, featuresView } from '../views/customer-view.ts'

/** The id of a customer that does not exist yet. */
export const newCustomerId = 'new'

/** A customer as it is or as it would be. */
export interface PreviewedCustomer {
  readonly customerId: string
  readonly name: string
  readonly state: CustomerState
  readonly orders: readonly OrderState[]
  readonly side: CustomerSide
}

/** The customer that these events make: by the same functions as when they come in, so that a preview keeps its word. */
export function previewCustomer(
  tenant: Tenant,
  customerId: string,
  events: readonly AttributedEvent[],
): PreviewedCustomer {
  const rebuilt = rebuildCustomer(events)
  const { state } = rebuilt
  const orders = [...rebuilt.orders.values()]
  const isEmpty = state.features.eventCount === 0
  const row = profileRow(tenant, customerId, 0, profileFacts(state))
  return {
    customerId,
    name: displayName(state),
    state,
    orders,
    side: {
      customer: isEmpty ? null : customerSummary(row, tenant.currency),
      features: isEmpty ? null : featuresView(state, orders),
      identifiers: Object.keys(state.evidence).sort(),
      traits: Object.entries(state.traits)
        .map(([name, { value, source, occurredAt }]) => {
          return { name, value: plainText(value), source, since: toIso(occurredAt) }
        })
        .sort((left, right) => (left.name < right.name ? -1 : 1)),
      consents: consentsView(state),
      eventCount: state.features.eventCount,
      orderIds: orders.map((order) => order.orderId).sort(),
    },
  }
}
