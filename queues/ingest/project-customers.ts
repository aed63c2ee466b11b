import type { IngestedCustomer } from '#shared/customers/ingest.ts'
import { orderRow } from '#shared/customers/order-row.ts'
import { orderKey } from '#shared/customers/order-state.ts'
import type { ProfileFacts } from '#shared/customers/profile-facts.ts'
import { profileRow } from '#shared/customers/profile-row.ts'
import type { Projection } from '#shared/database/project.ts'
import type { CustomerOrderRow } from '#shared/database/tables/customer-order.ts'
import type { CustomerProfileRow } from '#shared/database/tables/customer-profile.ts'
import { mayUse } from '#shared/privacy/may-use.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'

/** The rows of customers as they are now: profiles, what the matcher compares, what features are made of, orders. */
export function projectCustomers(
  tenant: Tenant,
  states: readonly IngestedCustomer[],
): Pick<Projection, 'profiles' | 'matchRecords' | 'activities' | 'orders'> {
  const customers = latest(states)
  return {
    profiles: customers.map(({ customerId, version, facts }) =>
      profileRow(tenant, customerId, version, facts),
    ),
    matchRecords: customers.map(({ customerId, version, facts: { matchRecord } }) => {
      return { customerId, version, record: matchRecord }
    }),
    activities: latest(states.filter(({ activity }) => activity !== undefined)).map(
      ({ customerId, version, facts, activity = '' }) => {
        // Data that may only be kept is not used for features.
        return { customerId, version, activity: mayUse(facts) ? activity : '' }
      },
    ),
    orders: orderRows(tenant, states),
  }
}

/**
 * The row that a customer had before it was merged away, whose name stays under the tombstone of that version; none for one
 * of which there was nothing.
 */
export function rowOfMerged(
  tenant: Tenant,
  customerId: string,
  tombstoneVersion: number,
  facts: ProfileFacts,
): CustomerProfileRow[] {
  return tombstoneVersion === 1 ? [] : [profileRow(tenant, customerId, tombstoneVersion - 1, facts)]
}

/** The newest state of each customer, should one have been touched twice; by id, as their tables are, which saves half of the time they take. */
function latest(states: readonly IngestedCustomer[]): IngestedCustomer[] {
  const newest = new Map<string, IngestedCustomer>()
  for (const state of states) {
    const before = newest.get(state.customerId)
    if (before === undefined || state.version >= before.version) newest.set(state.customerId, state)
  }
  return [...newest.values()].sort((left, right) => (left.customerId < right.customerId ? -1 : 1))
}

/** The newest that each customer says of each order; D1 joins what several say of one. */
function orderRows(tenant: Tenant, states: readonly IngestedCustomer[]): CustomerOrderRow[] {
  const newest = new Map<string, CustomerOrderRow>()
  for (const { customerId, version, orders } of states) {
    for (const order of orders) {
      const teller = `${customerId} ${orderKey(order.shop, order.orderId)}`
      const before = newest.get(teller)
      if (before === undefined || version >= before.version) {
        newest.set(teller, orderRow(tenant, customerId, version, order))
      }
    }
  }
  return [...newest.values()]
}
