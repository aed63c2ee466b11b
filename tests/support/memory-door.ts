import { eventLogName } from '#shared/tenants/object-names.ts'
import type { Env } from '#workers/env.ts'
import type { MemoryPlatform } from './memory-platform.ts'

/** What the door needs of the environment, over the platform's own shards. */
export function doorTo({
  tenant,
  shards,
}: Pick<MemoryPlatform, 'tenant' | 'shards'>): Pick<Env, 'EVENT_LOG'> {
  const byName = new Map(shards.map((store, shard) => [eventLogName(tenant, shard), store]))
  return { EVENT_LOG: { getByName: (name: string) => byName.get(name) } } as unknown as Pick<Env, 'EVENT_LOG'>
}
