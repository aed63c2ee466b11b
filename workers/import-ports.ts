import { drizzle } from 'drizzle-orm/d1'
import { findOrderHeads } from '#queues/jobs/find-order-heads.ts'
import type { ImportPorts } from '#queues/jobs/import-ports.ts'
import { withdrawPiece } from '#queues/jobs/undo/withdraw-piece.ts'
import { advanceImport, findImport } from '#shared/database/customer-imports.ts'
import { type FoundOrder, ordersByKey } from '#shared/database/find-orders.ts'
import { eventLogName } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { appendEvents } from './append-events.ts'
import type { Env } from './env.ts'
import { listObjects } from './list-objects.ts'
import { undoPorts } from './undo-ports.ts'

/** R2 deletes at most this many objects a call. */
const removedAtOnce = 1000

/** Connects the steps of one of a tenant's imports with the real world: D1, R2, the event log and the jobs queue. */
export function importPorts(env: Env, tenant: Tenant, importId: string): ImportPorts {
  const database = drizzle(env.DB)
  return {
    shopCountry: tenant.country,
    imports: {
      find: (importId) => findImport(database, tenant.tenantId, importId),
      advance: (seen, changes) => advanceImport(database, seen, changes),
    },
    files: {
      read: async (key, range) => {
        const object = await env.UPLOADS.get(key, range === undefined ? {} : { range })
        return object === null ? undefined : new Uint8Array(await object.arrayBuffer())
      },
      write: async (key, text) => {
        await env.UPLOADS.put(key, text)
      },
      list: (folder) => listObjects(env.UPLOADS, folder),
      remove: async (keys) => {
        for (let from = 0; from < keys.length; from += removedAtOnce) {
          await env.UPLOADS.delete(keys.slice(from, from + removedAtOnce))
        }
      },
    },
    log: {
      append: (events, receivedAtMs, teller = importId) =>
        appendEvents(env, tenant, events, [], receivedAtMs, teller),
      oldestUnsettledMs: () => oldestUnsettledMs(env, tenant),
    },
    orders: {
      heads: (orderIds) =>
        findOrderHeads(tenant, orderIds, {
          orders: async (orderKeys) => {
            const queries = ordersByKey(tenant.tenantId, orderKeys)
            const found = await Promise.all(
              queries.map(({ text, values }) =>
                env.DB.prepare(text)
                  .bind(...values)
                  .all<FoundOrder>(),
              ),
            )
            return found.flatMap(({ results }) => results)
          },
          placings: (objectName, asked) => env.CUSTOMER.getByName(objectName).placingsOf(asked),
        }),
    },
    withdrawPiece: (at) => withdrawPiece(tenant, importId, at, undoPorts(env)),
    queue: {
      send: async (message, delaySeconds) => {
        await env.JOBS_QUEUE.send(message, { delaySeconds })
      },
    },
    nowMs: () => Date.now(),
  }
}

async function oldestUnsettledMs(env: Env, tenant: Tenant): Promise<number | undefined> {
  const shards = Array.from({ length: tenant.logShardCount }, (_, shard) => shard)
  const counts = await Promise.all(
    shards.map(async (shard) => env.EVENT_LOG.getByName(eventLogName(tenant, shard)).counts()),
  )
  const moments = counts.flatMap(({ oldestUnsettledReceivedAtMs }) => oldestUnsettledReceivedAtMs ?? [])
  return moments.length === 0 ? undefined : Math.min(...moments)
}
