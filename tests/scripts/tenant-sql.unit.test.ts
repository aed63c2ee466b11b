import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '#scripts/repository-root.ts'
import { tenantSql } from '#scripts/tenant-sql.ts'
import type { NewTenant } from '#shared/tenants/new-tenant.ts'

const newTenant: NewTenant = {
  tenantId: 'acme',
  name: "Ann's shop; drop table tenant; --",
  country: 'GB',
  currency: 'GBP',
  timeZone: 'Europe/London',
  logShardCount: 4,
  residency: 'anywhere',
  customerCellCount: 0,
  trackingConnectionId: 'web',
  writeKey: { keyId: 'wwwwwwww', keyHash: 'w'.repeat(64) },
  apiKey: { keyId: 'aaaaaaaa', keyHash: 'a'.repeat(64) },
  user: { userId: 'usr_1', email: 'ann@acme.example', displayName: 'Ann', passwordHash: 'scrypt$salt$hash' },
  shopify: { connectionId: 'acme-uk', sealedSecret: `it's "quoted"` },
}

function emptyDatabase(): DatabaseSync {
  const database = new DatabaseSync(':memory:')
  const folder = join(repositoryRoot, 'migrations')
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.sql'))) {
    database.exec(readFileSync(join(folder, file), 'utf8'))
  }
  return database
}

describe('tenantSql', () => {
  it('makes a tenant with two keys, an owner and a connection, in the tables of the migrations', () => {
    const database = emptyDatabase()
    database.exec(tenantSql(newTenant, 1_000))
    expect(database.prepare('select name, log_shard_count from tenant').get()).toEqual({
      name: newTenant.name,
      log_shard_count: 4,
    })
    expect(database.prepare('select key_id, role, is_demo from api_key order by role').all()).toEqual([
      { key_id: 'aaaaaaaa', role: 'admin', is_demo: 0 },
      { key_id: 'wwwwwwww', role: 'write', is_demo: 0 },
    ])
    expect(database.prepare('select email, role, is_demo from user_account').get()).toEqual({
      email: 'ann@acme.example',
      role: 'owner',
      is_demo: 0,
    })
    expect(database.prepare('select secrets from connection').get()).toEqual({
      secrets: JSON.stringify([`it's "quoted"`]),
    })
  })

  it('refuses to make a tenant that is there', () => {
    const database = emptyDatabase()
    database.exec(tenantSql(newTenant, 1_000))
    expect(() => database.exec(tenantSql(newTenant, 2_000))).toThrow(
      'UNIQUE constraint failed: tenant.tenant_id',
    )
  })

  it('leaves out the connection when there is none', () => {
    expect(tenantSql({ ...newTenant, shopify: undefined }, 1_000)).not.toContain('connection (source')
  })
})
