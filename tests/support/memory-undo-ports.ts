import { withdrawEvents } from '#durable-objects/identity-directory/withdraw-events.ts'
import type { ErasurePorts } from '#queues/erasure/erasure-ports.ts'
import type { IdentityPorts } from '#queues/ingest/ingest-ports.ts'
import type { UndoPorts } from '#queues/jobs/undo/undo-ports.ts'
import { siblingsOfImport } from '#shared/database/catalogue-imports.ts'
import { type MemoryStores, memoryHashes } from './memory-erasure-ports.ts'

/** What taking back an import needs of the outside, over stores in memory. */
export function memoryUndoPorts(
  { directory, database, customers, shardAt, nowMs }: Omit<MemoryStores, 'feed' | 'archive'>,
  ports: IdentityPorts,
  erasurePorts: ErasurePorts,
): UndoPorts {
  return {
    ...erasurePorts,
    ...ports,
    decideWithdrawals: async ({ identityRules }, withdrawals) => {
      const keys = withdrawals.flatMap(({ left }) => left.flatMap(({ claim }) => claim.keys))
      const hashes = await memoryHashes(directory, keys)
      return withdrawEvents(directory, withdrawals, identityRules, hashes, nowMs())
    },
    timelinesOf: async (objectName, customerIds, room) =>
      customers(objectName).timeline.ofSeveral(customerIds, room),
    fencedTimelines: async (objectName, steps, room) => customers(objectName).fencedTimelines(steps, room),
    reviseAll: async (objectName, revisions) => customers(objectName).reviseAll(revisions),
    withdrawImport: async (_, shard, importId) => shardAt(shard).imported.withdraw(importId),
    entriesOf: async (_, shard, importId) => shardAt(shard).imported.entriesOf(importId),
    siblingsOf: async ({ tenantId }, importId) =>
      database.read(siblingsOfImport(tenantId, importId)).map((row) => String(row.importId)),
    forgetWithdrawn: async (_, shard, eventKeys) => shardAt(shard).imported.forget(eventKeys),
    forgottenAmong: async (_, shard, lines) => shardAt(shard).imported.forgottenAmong(lines),
  }
}
