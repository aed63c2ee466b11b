import { and, desc, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Customer } from '#durable-objects/customer/customer.ts'
import type { PersonExportPorts } from '#queues/jobs/person-export/person-export-ports.ts'
import { purchasesOf } from '#shared/customers/customer-features.ts'
import type { OrderState } from '#shared/customers/order-state.ts'
import { listPredictionsAbout } from '#shared/database/list-predictions-about.ts'
import {
  findPrivacyRequest,
  listRequestsAbout,
  updatePrivacyRequest,
} from '#shared/database/privacy-requests.ts'
import { destinationLedgerTable, destinationTable } from '#shared/database/tables/destination.ts'
import { connectionTable } from '#shared/database/tables/tenant.ts'
import { idsOfPurchases } from '#shared/features/meant-products.ts'
import type { PersonFacts } from '#shared/privacy/export/person-facts.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { findCluster } from './http/find-cluster.ts'
import { readBrandsOfIds } from './read-brands.ts'
import { writeObject } from './write-object.ts'

const toldRequests = 100

/** Connects the export of one person with the real world: Durable Objects, D1 and R2. */
export function personExportPorts(env: Env, tenant: Tenant): PersonExportPorts {
  const database = drizzle(env.DB)
  return {
    tenant,
    findRequest: (requestId) => findPrivacyRequest(database, tenant.tenantId, requestId),
    update: (request, changes) => updatePrivacyRequest(database, { ...request, status: 'running' }, changes),
    facts: (customerId) => readFacts(env, tenant, customerId),
    timelineFromStart: (customerId, limit, cursor) =>
      env.CUSTOMER.getByName(placeCustomer(tenant, customerId)).timelineFromStart(customerId, limit, cursor),
    isKnown: async (customerId) => (await findCluster(env, tenant, customerId)) !== undefined,
    write: (key, pieces) => {
      const type = key.endsWith('.html') ? 'text/html; charset=utf-8' : 'application/json'
      return writeObject(env.UPLOADS, key, pieces, type)
    },
    remove: (keys) => env.UPLOADS.delete(keys),
    nowMs: () => Date.now(),
  }
}

const ordersPerPage = 2_000

async function readFacts(
  env: Env,
  tenant: Tenant,
  customerId: string,
): Promise<Omit<PersonFacts, 'consents' | 'messages'> | undefined> {
  const { tenantId } = tenant
  const cluster = await findCluster(env, tenant, customerId)
  if (cluster === undefined) return undefined
  const object = env.CUSTOMER.getByName(placeCustomer(tenant, cluster.customerId))
  const profile = await object.profile(cluster.customerId)
  if (profile === null || profile.stored.isErased) return undefined
  const memberIds = cluster.members.map((member) => member.customerId)
  const database = drizzle(env.DB)
  const [destinations, told, connections, requests, predicted] = await Promise.all([
    database.select().from(destinationTable).where(eq(destinationTable.tenantId, tenantId)),
    database
      .select()
      .from(destinationLedgerTable)
      .where(
        and(
          eq(destinationLedgerTable.tenantId, tenantId),
          sql`${destinationLedgerTable.customerId} in (select value from json_each(${JSON.stringify(memberIds)}))`,
        ),
      )
      .orderBy(desc(destinationLedgerTable.updatedAt)),
    database.select().from(connectionTable).where(eq(connectionTable.tenantId, tenantId)),
    listRequestsAbout(database, tenantId, memberIds, toldRequests),
    listPredictionsAbout(database, tenantId, memberIds),
  ])
  const byId = new Map(destinations.map((destination) => [destination.destinationId, destination]))
  const record = { ...profile.stored, state: JSON.parse(profile.stored.state) }
  const orders = await allOrders(object, record.customerId)
  const bought = { customerId: record.customerId, purchases: purchasesOf(tenant, record, orders) }
  return {
    tenant,
    record,
    orders,
    brands: await readBrandsOfIds(env.DB, tenantId, idsOfPurchases([bought])),
    cluster,
    told: told.map(({ destinationId, state, remoteId, updatedAt }) => {
      const { label, source } = byId.get(destinationId) ?? { label: destinationId, source: '' }
      return { label, source, state, remoteId, updatedAt }
    }),
    recipients: [
      ...connections.map(({ source, connectionId }) => {
        return { name: `${source}/${connectionId}`, kind: 'source' as const }
      }),
      ...destinations.map(({ label }) => ({ name: label, kind: 'destination' as const })),
    ],
    requests,
    ...predicted,
  }
}

/** Not only the latest, which a profile has. */
async function allOrders(object: DurableObjectStub<Customer>, customerId: string): Promise<OrderState[]> {
  const orders: OrderState[] = []
  for (let after = ''; ; ) {
    const page = await object.ordersAfter(customerId, after, ordersPerPage)
    orders.push(...page.map(({ state }) => state))
    const last = page.at(-1)
    if (last === undefined || page.length < ordersPerPage) return orders
    after = last.orderKey
  }
}
