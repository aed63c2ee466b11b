import type { StaffRole } from '../access/roles.ts'
import type { TenantSettings } from './tenant.ts'

/** Who must have a second factor in a new shop, after a week: those who may do most harm. Settings of the shop change it. */
export const secondFactorRolesOfNewShops: readonly StaffRole[] = ['owner', 'admin']

/** A key as it is stored, and what it is spoken of by. */
interface HashedKey {
  readonly keyId: string
  readonly keyHash: string
}

/** What makes a tenant: its settings, and the secrets it begins with, hashed where they can be. */
export interface NewTenant extends TenantSettings {
  readonly residency: 'anywhere' | 'eu'
  /** Names the web shop's events: their source is `tracking/<this>`. */
  readonly trackingConnectionId: string
  readonly writeKey: HashedKey
  readonly apiKey: HashedKey
  /** The first owner. Without a password they are invited, and choose one by a link. */
  readonly user: {
    readonly userId: string
    readonly email: string
    readonly displayName: string
    readonly passwordHash: string | null
  }
  /** Webhooks are checked with the secret itself, so that one is sealed and not hashed. */
  readonly shopify: { readonly connectionId: string; readonly sealedSecret: string } | undefined
}

/** A row to insert: columns by their names in the database. */
export interface NewRow {
  readonly table: string
  readonly columns: Readonly<Record<string, string | number | null>>
}

/** The rows that make a tenant, to be inserted together. The first cannot be inserted where the tenant is there already. */
export function newTenantRows(tenant: NewTenant, nowMs: number): NewRow[] {
  const { tenantId, user, shopify } = tenant
  const rows: NewRow[] = [
    {
      table: 'tenant',
      columns: {
        tenant_id: tenantId,
        name: tenant.name,
        country: tenant.country,
        currency: tenant.currency,
        time_zone: tenant.timeZone,
        log_shard_count: tenant.logShardCount,
        customer_cell_count: tenant.customerCellCount,
        residency: tenant.residency,
        second_factor_roles: JSON.stringify(secondFactorRolesOfNewShops),
        second_factor_since: nowMs,
        created_at: nowMs,
      },
    },
    keyRow(tenant, 'write', tenant.writeKey, 'First write key', nowMs),
    keyRow(tenant, 'admin', tenant.apiKey, 'First API key', nowMs),
    {
      table: 'user_account',
      columns: {
        user_id: user.userId,
        email: user.email,
        tenant_id: tenantId,
        display_name: user.displayName,
        role: 'owner',
        status: user.passwordHash === null ? 'invited' : 'active',
        password_hash: user.passwordHash,
        is_demo: 0,
        created_at: nowMs,
      },
    },
  ]
  if (shopify === undefined) return rows
  const columns = {
    source: 'shopify',
    connection_id: shopify.connectionId,
    tenant_id: tenantId,
    secrets: JSON.stringify([shopify.sealedSecret]),
    is_demo: 0,
    created_at: nowMs,
  }
  return [...rows, { table: 'connection', columns }]
}

function keyRow(
  tenant: NewTenant,
  role: string,
  { keyId, keyHash }: HashedKey,
  label: string,
  nowMs: number,
): NewRow {
  const columns = {
    key_hash: keyHash,
    key_id: keyId,
    tenant_id: tenant.tenantId,
    label,
    role,
    connection_id: tenant.trackingConnectionId,
    is_demo: 0,
    created_at: nowMs,
  }
  return { table: 'api_key', columns }
}
