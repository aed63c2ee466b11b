import { CustomerStore } from '#durable-objects/customer/customer-store.ts'
import { EventLogStore } from '#durable-objects/event-log/event-log-store.ts'
import { IdentityDirectoryStore } from '#durable-objects/identity-directory/identity-directory-store.ts'
import type { IngestPorts } from '#queues/ingest/ingest-ports.ts'
import type { LiveEvent } from '#shared/contracts/streaming.ts'
import { projectionStatements } from '#shared/database/project.ts'
import type { RandomSource } from '#shared/kernel/random.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { type MemoryDatabase, memoryDatabase } from './memory-database.ts'
import { nodeSql } from './node-sql.ts'

/** Everything ingest writes to, in memory: the real stores on Node's SQLite, one database an object. */
export interface MemoryPlatform {
  readonly tenant: Tenant
  readonly shards: readonly EventLogStore[]
  readonly directory: IdentityDirectoryStore
  readonly database: MemoryDatabase
  readonly archive: ReadonlyMap<string, string>
  readonly published: readonly LiveEvent[]
  readonly ports: IngestPorts
  /** The object of that name, which begins empty. */
  customers(objectName: string): CustomerStore
  /** The names of all objects that were ever called. */
  customerObjects(): string[]
  close(): void
}

export function memoryPlatform(tenant: Tenant, random: RandomSource, nowMs: () => number): MemoryPlatform {
  const open: { close(): void }[] = []
  const newSql = () => {
    const sql = nodeSql()
    open.push(sql)
    return sql
  }
  const shards = Array.from({ length: tenant.logShardCount }, () => new EventLogStore(newSql()))
  const directory = new IdentityDirectoryStore(newSql(), random)
  const database = memoryDatabase()
  open.push(database)
  const objects = new Map<string, CustomerStore>()
  const archive = new Map<string, string>()
  const published: LiveEvent[] = []

  const customers = (objectName: string): CustomerStore => {
    const store = objects.get(objectName) ?? new CustomerStore(newSql())
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
    resolve: async (_, claims) => directory.resolve(claims, nowMs()),
    completeMerges: async (_, mergeIds) => directory.completeMerges(mergeIds),
    ingest: async (objectName, batch) => customers(objectName).ingest(batch),
    redirect: async (objectName, customerId, survivorId) =>
      customers(objectName).redirect(customerId, survivorId),
    timelineFromStart: async (objectName, customerId, limit, cursor) =>
      customers(objectName).timelineFromStart(customerId, limit, cursor),
    project: async ({ tenantId }, projection) => database.run(projectionStatements(tenantId, projection)),
    archive: async ({ key, lines }) => {
      if (!archive.has(key)) archive.set(key, lines)
    },
    report: () => {},
    publish: async (_, events) => {
      published.push(...events)
    },
  }
  return {
    tenant,
    shards,
    directory,
    database,
    archive,
    published,
    ports,
    customers,
    customerObjects: () => [...objects.keys()],
    close: () => {
      for (const each of open) each.close()
    },
  }
}
