import type { SqlStatement } from '#shared/database/sql-statement.ts'
import { eventLogName } from '#shared/tenants/object-names.ts'
import type { Env } from '#workers/env.ts'
import type { MemoryPlatform } from './memory-platform.ts'

type Door = Pick<Env, 'EVENT_LOG' | 'DB'>

/** What the door needs of the environment, over the platform's own shards and tables. */
export function doorTo({
  tenant,
  shards,
  database,
}: Pick<MemoryPlatform, 'tenant' | 'shards' | 'database'>): Door {
  const byName = new Map(shards.map((store, shard) => [eventLogName(tenant, shard), store]))
  const prepare = (text: string) => ({
    bind: (...values: SqlStatement['values'][number][]) => ({
      all: async () => ({ results: database.read({ text, values }) }),
    }),
  })
  return { EVENT_LOG: { getByName: (name: string) => byName.get(name) }, DB: { prepare } } as unknown as Door
}
