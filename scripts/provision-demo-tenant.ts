import { demoPublicKey } from '#shared/sources/magento/demo-key-pair.ts'
import { webhookSources } from '#shared/sources/registry.ts'
import { apiKeyHash } from '#workers/credentials/find-credential.ts'
import { hashPassword } from '#workers/credentials/password.ts'

export const demoTenantId = 'demo'

/** What deliveries of a source to its connection `demo` are checked with: for `magento` a public key, as PEM. */
export function demoSecret(source: string): string {
  return source === 'magento' ? demoPublicKey : `demo-${source}-secret`
}

/** The published credentials of the demo tenant. The Worker refuses them when ENVIRONMENT is production. */
export const demoCredentials = {
  writeKey: 'demo-write-key',
  apiKey: 'demo-api-key',
  manager: { email: 'manager@demo.patron.test', password: 'manager-demo' },
  customer: { email: 'customer@demo.patron.test', password: 'customer-demo' },
  shopifySecret: demoSecret('shopify'),
}

export interface DemoTenantSettings {
  /** One by default: shards spread load over machines, and locally there is one thread for all of them. */
  readonly logShardCount?: number
  /** 0: one Durable Object a customer. */
  readonly customerCellCount?: number
}

/**
 * Makes the demo tenant with its credentials and no data. When it is there, only connections of new sources are added.
 * Tells whether it made the tenant.
 */
export async function provisionDemoTenant(
  database: D1Database,
  nowMs: number,
  { logShardCount = 1, customerCellCount = 0 }: DemoTenantSettings = {},
): Promise<boolean> {
  const there = await database.prepare('select 1 from tenant where tenant_id = ?').bind(demoTenantId).first()
  if (there !== null) {
    await database.batch(demoConnections(database, nowMs))
    return false
  }
  const { writeKey, apiKey, manager, customer } = demoCredentials
  const insertKey = `insert into api_key (key_id, key_hash, tenant_id, label, role, connection_id, is_demo, created_at)
    values (substr(?1, 1, 8), ?1, ?2, ?3, ?4, ?5, 1, ?6)`
  const insertUser = `insert into user_account (user_id, email, tenant_id, display_name, role, password_hash, is_demo, created_at)
    values (?, ?, ?, ?, ?, ?, 1, ?)`
  await database.batch([
    database
      .prepare(
        `insert into tenant (tenant_id, name, country, currency, time_zone, log_shard_count, customer_cell_count,
           created_at) values (?, 'Demo shop', 'GB', 'GBP', 'Europe/London', ?, ?, ?)`,
      )
      .bind(demoTenantId, logShardCount, customerCellCount, nowMs),
    database
      .prepare(insertKey)
      .bind(await apiKeyHash(writeKey), demoTenantId, 'Demo write key', 'write', 'web', nowMs),
    database
      .prepare(insertKey)
      .bind(await apiKeyHash(apiKey), demoTenantId, 'Demo API key', 'admin', 'web', nowMs),
    database
      .prepare(insertUser)
      .bind(
        'usr_demo_manager',
        manager.email,
        demoTenantId,
        'Demo Manager',
        'manager',
        await hashPassword(manager.password),
        nowMs,
      ),
    database
      .prepare(insertUser)
      .bind(
        'usr_demo_customer',
        customer.email,
        demoTenantId,
        'Demo Customer',
        'customer',
        await hashPassword(customer.password),
        nowMs,
      ),
    ...demoConnections(database, nowMs),
  ])
  return true
}

/** A connection `demo` for each source that delivers webhooks; those that are there stay as they are. */
function demoConnections(database: D1Database, nowMs: number): D1PreparedStatement[] {
  return [...webhookSources.keys()].map((source) =>
    database
      .prepare(
        `insert into connection (source, connection_id, tenant_id, label, secrets, is_demo, created_at)
         values (?, 'demo', ?, 'Demo', ?, 1, ?) on conflict do nothing`,
      )
      .bind(source, demoTenantId, JSON.stringify([demoSecret(source)]), nowMs),
  )
}
