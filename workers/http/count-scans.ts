import { qrCodeSource } from '#shared/qr-codes/qr-code-name.ts'
import { eventLogName } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'

/**
 * How often each code was scanned, counted in the ledger of the log: a scan counts from the moment it is durable, once,
 * and also when its person is forgotten later.
 */
export async function countScans(
  env: Pick<Env, 'EVENT_LOG'>,
  tenant: Tenant,
  codes: readonly string[],
): Promise<Map<string, number>> {
  const sources = codes.map(qrCodeSource)
  const shards = Array.from({ length: tenant.logShardCount }, (_, shard) => shard)
  const counts = await Promise.all(
    shards.map((shard) => env.EVENT_LOG.getByName(eventLogName(tenant, shard)).countsOfSources(sources)),
  )
  return new Map(
    codes.map((code, index) => [code, counts.reduce((sum, ofShard) => sum + (ofShard[index] ?? 0), 0)]),
  )
}
