import type { CustomerStore } from '#durable-objects/customer/customer-store.ts'
import type { EventLogStore } from '#durable-objects/event-log/event-log-store.ts'
import { forgetLate, lateKeys } from '#durable-objects/identity-directory/erase-customer.ts'
import type { IdentityDirectoryStore } from '#durable-objects/identity-directory/identity-directory-store.ts'
import type { LiveFeedStore } from '#durable-objects/live-feed/live-feed-store.ts'
import type { ErasurePorts } from '#queues/erasure/erasure-ports.ts'
import type { IdentityPorts } from '#queues/ingest/ingest-ports.ts'
import { deliveriesWith } from '#shared/database/find-deliveries-with.ts'
import { quarantinedWith } from '#shared/database/find-quarantined.ts'
import { accountsWith } from '#shared/database/forget-accounts.ts'
import { forgetInImports } from '#shared/database/forget-in-imports.ts'
import { orderTellers, tellersByOrder } from '#shared/database/order-tellers.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import { keyedHashes } from '#shared/identity/keyed-hashes.ts'
import type { MemoryDatabase } from './memory-database.ts'

/** The stores that erasure goes through. */
export interface MemoryStores {
  readonly directory: IdentityDirectoryStore
  readonly feed: LiveFeedStore
  readonly database: MemoryDatabase
  readonly archive: Map<string, string>
  customers(objectName: string): CustomerStore
  shardAt(shard: number): EventLogStore
  nowMs(): number
}

/** What erasure needs of the outside, over stores in memory. */
export function memoryErasurePorts(
  { directory, feed, database, archive, customers, shardAt, nowMs }: MemoryStores,
  ports: Pick<IdentityPorts, 'timelineFromStart' | 'ingest' | 'project'>,
): ErasurePorts {
  return {
    tellersOf: async ({ tenantId }, orderKeys) =>
      tellersByOrder(
        database.read(orderTellers(tenantId, orderKeys)).map((row) => ({
          orderKey: String(row.orderKey),
          tellerId: String(row.tellerId),
        })),
      ),
    currentCustomerIds: async (_, customerIds) => customerIds.map((id) => directory.currentCustomerId(id)),
    tellingsOf: async (objectName, asked) =>
      asked.map(
        ({ customerId, orderKeys }) => customers(objectName).tellingOf(customerId, orderKeys) ?? null,
      ),
    timelineFromStart: ports.timelineFromStart,
    ingest: ports.ingest,
    project: ports.project,
    closeCustomer: async (objectName, customerId, operation) =>
      customers(objectName).erase(customerId, operation),
    forgetCustomer: async (objectName, customerId) => customers(objectName).forget(customerId),
    forgetIdentifiers: async (_, { memberIds, mode, requestedAtMs }, keys) => {
      const late = { memberIds, mode, requestedAtMs, keys }
      forgetLate(directory, late, await memoryHashes(directory, lateKeys(directory, late)))
    },
    forgetLines: async (_, shard, lines) => shardAt(shard).revisions.forget(lines),
    listSegments: async (folder) => [...archive.keys()].filter((key) => key.startsWith(folder)).sort(),
    readSegment: async (key) => {
      const lines = archive.get(key)
      return lines === undefined ? undefined : { lines, version: lines }
    },
    replaceSegment: async (key, lines, version) => {
      if (archive.get(key) !== version) return false
      archive.set(key, lines)
      return true
    },
    voidSegment: async (key) => {
      if (archive.has(key)) return false
      archive.set(key, '')
      return true
    },
    findQuarantined: async (tenant, texts) =>
      quarantinedWith(tenant.tenantId, texts).flatMap((statement) =>
        database.read(statement).map((row) => String(row.quarantine_id)),
      ),
    findDeliveries: async (tenant, texts, eventKeys) => [
      ...new Set(
        deliveriesWith(tenant.tenantId, texts, eventKeys).flatMap((statement) =>
          database.read(statement).map((row) => String(row.log_id)),
        ),
      ),
    ],
    forgetExports: async () => 0,
    forgetUploads: async (tenant, texts) => {
      database.run(forgetInImports(tenant.tenantId, texts))
      return 0
    },
    findAccounts: async (tenant, emails) =>
      database.read(accountsWith(tenant.tenantId, emails)).map((row) => String(row.user_id)),
    forgetLive: async (_, customerIds) => feed.forget(customerIds),
    noteErased: async () => {},
    nowMs,
  }
}

/** The directory's hashes of identifiers, as its object makes them. */
export async function memoryHashes(
  directory: IdentityDirectoryStore,
  keys: readonly IdentifierKey[],
): Promise<Map<IdentifierKey, string>> {
  return keyedHashes(keys, directory.suppressed.secret('a secret of tests'))
}
