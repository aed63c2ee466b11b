import { localVars } from '#scripts/local-vars.ts'
import { apiKeyHash } from '#workers/credentials/keyed-hash.ts'

/**
 * Makes a tenant like the one that is there, with an API key of its own, to see that it sees nothing of the other. In
 * production the key must be one that `formatApiKey` makes, hashed under the platform's own secret.
 */
export async function addTenant(
  database: D1Database,
  tenantId: string,
  apiKey: string,
  keyHashSecret: string = localVars.KEY_HASH_SECRET,
): Promise<void> {
  const keyHash = await apiKeyHash(apiKey, { ENVIRONMENT: 'development', KEY_HASH_SECRET: keyHashSecret })
  await database.batch([
    database
      .prepare(
        `insert into tenant (tenant_id, name, country, currency, time_zone, log_shard_count, customer_cell_count,
           created_at) select ?, name, country, currency, time_zone, 1, 1, 0 from tenant`,
      )
      .bind(tenantId),
    database
      .prepare(
        "insert into api_key (key_hash, key_id, tenant_id, label, role, connection_id, is_demo, created_at) values (?1, substr(?1, 1, 8), ?2, 'Key', 'admin', 'web', 0, 0)",
      )
      .bind(keyHash, tenantId),
  ])
}
