import type { NewRow } from '../tenants/new-tenant.ts'

/** Inserts the rows of a new tenant, all or none. False when its id is taken. */
export async function insertTenant(
  database: D1Database,
  tenantId: string,
  rows: readonly NewRow[],
): Promise<boolean> {
  const there = await database.prepare('select 1 from tenant where tenant_id = ?').bind(tenantId).first()
  if (there !== null) return false
  const statements = rows.map(({ table, columns }) => {
    const names = Object.keys(columns)
    const marks = names.map(() => '?').join(', ')
    return database
      .prepare(`insert into ${table} (${names.join(', ')}) values (${marks})`)
      .bind(...Object.values(columns))
  })
  try {
    await database.batch(statements)
    return true
  } catch (error) {
    // Somebody else took the id between the look and the insert; everything else is a fault.
    if (/UNIQUE constraint failed: tenant\.tenant_id/.test(String(error))) return false
    throw error
  }
}
