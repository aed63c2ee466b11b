import { placeEvent } from './object-names.ts'
import type { Tenant } from './tenant.ts'

/** Events' keys by the shard of the log that has them. */
export function groupByShard(tenant: Tenant, eventKeys: readonly string[]): Map<number, string[]> {
  const shards = new Map<number, string[]>()
  for (const eventKey of eventKeys) {
    const shard = placeEvent(tenant, eventKey)
    const together = shards.get(shard)
    if (together === undefined) shards.set(shard, [eventKey])
    else together.push(eventKey)
  }
  return shards
}
