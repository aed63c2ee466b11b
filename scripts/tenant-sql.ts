import type { TenantSettings } from '#shared/tenants/tenant.ts'

/** A key as it is stored, and what it is spoken of by. */
interface HashedKey {
  readonly keyId: string
  readonly keyHash: string
}

/** What makes a tenant: its settings, and the secrets it begins with, hashed where they can be. */
export interface NewTenant extends TenantSettings {
  /** Names the web shop's events: their source is `tracking/<this>`. */
  readonly trackingConnectionId: string
  readonly writeKey: HashedKey
  readonly apiKey: HashedKey
  readonly user: {
    readonly userId: string
    readonly email: string
    readonly displayName: string
    readonly passwordHash: string
  }
  /** Webhooks are checked with the secret itself, so that one is sealed and not hashed. */
  readonly shopify: { readonly connectionId: string; readonly sealedSecret: string } | undefined
}

/** The SQL that makes a tenant in D1. It changes nothing of a tenant that is there: then its first statement fails. */
export function tenantSql(tenant: NewTenant, nowMs: number): string {
  const { tenantId, user, shopify } = tenant
  const statements = [
    insert('tenant', {
      tenant_id: tenantId,
      name: tenant.name,
      country: tenant.country,
      currency: tenant.currency,
      time_zone: tenant.timeZone,
      log_shard_count: tenant.logShardCount,
      customer_cell_count: tenant.customerCellCount,
      created_at: nowMs,
    }),
    insertKey(tenant, 'write', tenant.writeKey, 'First write key', nowMs),
    insertKey(tenant, 'admin', tenant.apiKey, 'First API key', nowMs),
    insert('user_account', {
      user_id: user.userId,
      email: user.email,
      tenant_id: tenantId,
      display_name: user.displayName,
      role: 'owner',
      password_hash: user.passwordHash,
      is_demo: 0,
      created_at: nowMs,
    }),
  ]
  if (shopify !== undefined) {
    statements.push(
      insert('connection', {
        source: 'shopify',
        connection_id: shopify.connectionId,
        tenant_id: tenantId,
        secrets: JSON.stringify([shopify.sealedSecret]),
        is_demo: 0,
        created_at: nowMs,
      }),
    )
  }
  return `${statements.join(';\n')};\n`
}

function insertKey(
  tenant: NewTenant,
  role: string,
  { keyId, keyHash }: HashedKey,
  label: string,
  nowMs: number,
): string {
  return insert('api_key', {
    key_hash: keyHash,
    key_id: keyId,
    tenant_id: tenant.tenantId,
    label,
    role,
    connection_id: tenant.trackingConnectionId,
    is_demo: 0,
    created_at: nowMs,
  })
}

function insert(table: string, row: Readonly<Record<string, string | number>>): string {
  const values = Object.values(row).map((value) =>
    typeof value === 'number' ? value : `'${value.replaceAll("'", "''")}'`,
  )
  return `insert into ${table} (${Object.keys(row).join(', ')}) values (${values.join(', ')})`
}
