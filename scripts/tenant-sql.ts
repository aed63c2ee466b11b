import { type NewRow, type NewTenant, newTenantRows } from '#shared/tenants/new-tenant.ts'

/** The SQL that makes a tenant in D1. It changes nothing of a tenant that is there: then its first statement fails. */
export function tenantSql(tenant: NewTenant, nowMs: number): string {
  return `${newTenantRows(tenant, nowMs).map(insert).join(';\n')};\n`
}

function insert({ table, columns }: NewRow): string {
  const values = Object.values(columns).map((value) =>
    typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value),
  )
  return `insert into ${table} (${Object.keys(columns).join(', ')}) values (${values.join(', ')})`
}
