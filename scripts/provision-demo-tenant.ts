import { demoPublicKey } from '#shared/sources/magento/demo-key-pair.ts'
import { webhookSources } from '#shared/sources/registry.ts'
import { apiKeyHash } from '#workers/credentials/keyed-hash.ts'
import { hashPassword } from '#workers/credentials/password.ts'
import { localVars } from './local-vars.ts'

export const demoTenantId = 'demo'

/** What deliveries of a source to its connection `demo` are checked with: for `magento` a public key, as PEM. */
export function demoSecret(source: string): string {
  return source === 'magento' ? demoPublicKey : `demo-${source}-secret`
}

/** The published credentials of the demo tenant. The Worker refuses them when ENVIRONMENT is production. */
export const demoCredentials = {
  writeKey: 'demo-write-key',
  apiKey: 'demo-api-key',
  owner: { email: 'owner@demo.patron.test', password: 'owner-demo' },
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
 * Makes the demo tenant with its credentials and no data. When it is there, only what it lacks is added,
 * and its keys are replaced if they were hashed in another way.
 * Tells whether it made the tenant.
 */
export async function provisionDemoTenant(
  database: D1Database,
  nowMs: number,
  { logShardCount = 1, customerCellCount = 0 }: DemoTenantSettings = {},
): Promise<boolean> {
  const there = await database.prepare('select 1 from tenant where tenant_id = ?').bind(demoTenantId).first()
  if (there !== null) {
    await database.batch([
      ...(await demoKeys(database, nowMs)),
      ...(await demoUsers(database, nowMs)),
      ...demoConnections(database, nowMs),
    ])
    return false
  }
  await database.batch([
    database
      .prepare(
        `insert into tenant (tenant_id, name, country, currency, time_zone, log_shard_count, customer_cell_count,
           created_at) values (?, 'Demo shop', 'GB', 'GBP', 'Europe/London', ?, ?, ?)`,
      )
      .bind(demoTenantId, logShardCount, customerCellCount, nowMs),
    ...(await demoKeys(database, nowMs)),
    ...(await demoUsers(database, nowMs)),
    ...demoConnections(database, nowMs),
  ])
  return true
}

/** The published keys, in place of those that an older build hashed differently. */
async function demoKeys(database: D1Database, nowMs: number): Promise<D1PreparedStatement[]> {
  const { writeKey, apiKey } = demoCredentials
  const writeKeyHash = await apiKeyHash(writeKey, localVars)
  const keyHash = await apiKeyHash(apiKey, localVars)
  const insertKey = database.prepare(
    `insert into api_key (key_id, key_hash, tenant_id, label, role, connection_id, is_demo, created_at)
     values (?, ?, ?, ?, ?, 'web', 1, ?) on conflict do nothing`,
  )
  return [
    database
      .prepare('delete from api_key where tenant_id = ? and is_demo = 1 and key_hash not in (?, ?)')
      .bind(demoTenantId, writeKeyHash, keyHash),
    insertKey.bind('demo-web', writeKeyHash, demoTenantId, 'Demo write key', 'write', nowMs),
    insertKey.bind('demo-api', keyHash, demoTenantId, 'Demo API key', 'admin', nowMs),
  ]
}

/**
 * One of each kind: who may do everything, who runs the shop from day to day, and who buys there; none for those who are
 * there. Hashing a password is slow on purpose.
 */
async function demoUsers(database: D1Database, nowMs: number): Promise<D1PreparedStatement[]> {
  const { results: there } = await database
    .prepare('select user_id from user_account where tenant_id = ? and is_demo = 1')
    .bind(demoTenantId)
    .all<{ user_id: string }>()
  const insertUser = database.prepare(
    `insert into user_account (user_id, email, tenant_id, display_name, role, password_hash, is_demo, created_at)
     values (?, ?, ?, ?, ?, ?, 1, ?) on conflict do nothing`,
  )
  const missing = (['owner', 'manager', 'customer'] as const).filter(
    (role) => !there.some((user) => user.user_id === demoUserId(role)),
  )
  return Promise.all(
    missing.map(async (role) => {
      const { email, password } = demoCredentials[role]
      const name = `Demo ${role.slice(0, 1).toUpperCase()}${role.slice(1)}`
      return insertUser.bind(
        demoUserId(role),
        email,
        demoTenantId,
        name,
        role,
        await hashPassword(password),
        nowMs,
      )
    }),
  )
}

function demoUserId(role: string): string {
  return `usr_demo_${role}`
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
