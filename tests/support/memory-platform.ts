import { CustomerStore } from '#durable-objects/customer/customer-store.ts'
import { EventLogStore } from '#durable-objects/event-log/event-log-store.ts'
import {
  eraseCustomer as decideErasure,
  keysToForget,
} from '#durable-objects/identity-directory/erase-customer.ts'
import { IdentityDecisions } from '#durable-objects/identity-directory/identity-decisions.ts'
import { IdentityDirectoryStore } from '#durable-objects/identity-directory/identity-directory-store.ts'
import { screenedKeys } from '#durable-objects/identity-directory/suppressed-identifiers.ts'
import { LiveFeedStore } from '#durable-objects/live-feed/live-feed-store.ts'
import { eraseCustomer } from '#queues/erasure/erase-customer.ts'
import type { ErasurePorts } from '#queues/erasure/erasure-ports.ts'
import type { IngestPorts } from '#queues/ingest/ingest-ports.ts'
import type { UndoPorts } from '#queues/jobs/undo/undo-ports.ts'
import type { LiveEvent } from '#shared/contracts/streaming.ts'
import { projectionStatements } from '#shared/database/project.ts'
import type { RandomSource } from '#shared/kernel/random.ts'
import { groupByShard } from '#shared/tenants/group-by-shard.ts'
import {
  eventLogName,
  identityDirectoryName,
  liveFeedName,
  placeCustomer,
} from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { MemoryDatabase } from './memory-database.ts'
import { type MemoryDisk, memoryDisk } from './memory-disk.ts'
import { memoryErasurePorts, memoryHashes } from './memory-erasure-ports.ts'
import { memoryUndoPorts } from './memory-undo-ports.ts'

/** Everything ingest writes to, in memory: the real stores on Node's SQLite, one database an object. */
export interface MemoryPlatform {
  readonly tenant: Tenant
  readonly shards: readonly EventLogStore[]
  readonly directory: IdentityDirectoryStore
  /** What people decide. */
  readonly decisions: IdentityDecisions
  readonly database: MemoryDatabase
  readonly archive: ReadonlyMap<string, string>
  readonly published: readonly LiveEvent[]
  readonly feed: LiveFeedStore
  readonly ports: IngestPorts
  readonly erasurePorts: ErasurePorts
  readonly undoPorts: UndoPorts
  /** The object of that name, which begins empty. */
  customers(objectName: string): CustomerStore
  /** The names of all objects that were ever called. */
  customerObjects(): string[]
  close(): void
}

/** `disk`: what an earlier platform has left; a new one begins empty. */
export function memoryPlatform(
  tenant: Tenant,
  random: RandomSource,
  nowMs: () => number,
  disk: MemoryDisk = memoryDisk(),
): MemoryPlatform {
  const shards = Array.from(
    { length: tenant.logShardCount },
    (_, shard) => new EventLogStore(disk.sql(eventLogName(tenant, shard))),
  )
  const directory = new IdentityDirectoryStore(disk.sql(identityDirectoryName(tenant)), random)
  const { database, archive } = disk
  const objects = new Map<string, CustomerStore>()
  const published: LiveEvent[] = []
  const feed = new LiveFeedStore(disk.sql(liveFeedName(tenant)))

  const customers = (objectName: string): CustomerStore => {
    const store = objects.get(objectName) ?? new CustomerStore(disk.sql(objectName))
    objects.set(objectName, store)
    return store
  }
  const shardAt = (shard: number): EventLogStore => {
    const store = shards[shard]
    if (store === undefined) throw new Error(`the log has no shard ${shard}`)
    return store
  }
  const ports: IngestPorts = {
    tenant: async (tenantId) => (tenantId === tenant.tenantId ? tenant : undefined),
    readLog: async (_, shard, from, to) => shardAt(shard).read(from, to),
    settleLog: async (_, shard, entries) => shardAt(shard).settle(entries),
    resolve: async ({ identityRules }, claims) => {
      const keys = directory.suppressed.isEmpty ? [] : claims.flatMap(screenedKeys)
      const hashes = keys.length === 0 ? undefined : await memoryHashes(directory, keys)
      return directory.resolve(claims, identityRules, nowMs(), hashes)
    },
    openWork: async () => directory.openWork(),
    completeWork: async (_, operations, projected) => directory.completeWork(operations, projected),
    placesOfEvents: async (_, keysOfEvents) => ({
      decidedUpTo: directory.operations.lastOperation,
      places: directory.placesOfEvents(keysOfEvents),
    }),
    ingest: async (objectName, batch) => customers(objectName).ingest(batch),
    redirect: async (objectName, customerId, survivorId, operation) =>
      customers(objectName).redirect(customerId, survivorId, operation),
    fence: async (objectName, customerId, operation) => customers(objectName).fence(customerId, operation),
    open: async (objectName, customerId, operation, exceedsVersion) =>
      customers(objectName).open(customerId, operation, exceedsVersion),
    revise: async (objectName, customerId, revision) => customers(objectName).revise(customerId, revision),
    timelineFromStart: async (objectName, customerId, limit, cursor) =>
      customers(objectName).timeline.page(customerId, limit, cursor, 'asc'),
    discard: async (objectName, customerId, eventKeys) =>
      customers(objectName).discard(customerId, eventKeys),
    withdrawnAmong: async (_, eventKeys) =>
      new Set(
        [...groupByShard(tenant, eventKeys)].flatMap(([shard, keys]) =>
          shardAt(shard).imported.withdrawnAmong(keys),
        ),
      ),
    eventsWithForeignKeys: async (objectName, customerId) =>
      customers(objectName).timeline.withForeignKeys(customerId),
    eraseCustomer: (_, operation) => eraseCustomer(tenant, operation, erasurePorts),
    requestErasure: async (_, { requestId, customerId, requestedBy }) => {
      const events = customers(placeCustomer(tenant, customerId)).timeline.page(
        customerId,
        1_000,
        null,
        'asc',
      )
      const evidenceKeys = [...new Set(events.flatMap(({ keys }) => keys))]
      const request = { requestId, customerId, mode: 'delete', evidenceKeys, by: requestedBy } as const
      const hashes = await memoryHashes(directory, keysToForget(directory, request))
      const outcome = decideErasure(directory, request, hashes, nowMs())
      if (!outcome.ok && outcome.failure.retryable) throw new Error(outcome.failure.message)
    },
    project: async ({ tenantId }, projection) => database.run(projectionStatements(tenantId, projection)),
    claimSegment: async (_, shard, claim) => shardAt(shard).revisions.claim(claim),
    archive: async ({ key, lines }) => {
      if (!archive.has(key)) archive.set(key, lines)
      return archive.get(key) !== ''
    },
    report: () => {},
    noteBuyers: async () => {},
    publish: async (_, events, omittedCount) => {
      published.push(...events)
      feed.add(events, omittedCount, nowMs())
    },
  }
  const erasurePorts = memoryErasurePorts(
    { directory, feed, database, archive, customers, shardAt, nowMs },
    ports,
  )
  return {
    tenant,
    shards,
    directory,
    decisions: new IdentityDecisions(directory),
    database,
    archive,
    published,
    feed,
    ports,
    erasurePorts,
    undoPorts: memoryUndoPorts({ directory, database, customers, shardAt, nowMs }, ports, erasurePorts),
    customers,
    customerObjects: () => [...objects.keys()],
    close: () => disk.close(),
  }
}
