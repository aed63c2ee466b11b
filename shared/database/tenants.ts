import { and, asc, eq, exists, ne } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { customerOrderTable } from './tables/customer-order.ts'
import { type TenantRow, tenantTable } from './tables/tenant.ts'

export async function findTenant(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<TenantRow | undefined> {
  const [row] = await database.select().from(tenantTable).where(eq(tenantTable.tenantId, tenantId))
  return row
}

/** All tenants, also those that are being deleted or were: their names are not given again. */
export async function listTenants(database: DrizzleD1Database): Promise<TenantRow[]> {
  return database.select().from(tenantTable).orderBy(asc(tenantTable.tenantId))
}

/** Whether anything is counted in the tenant's currency. */
export async function hasOrders(database: DrizzleD1Database, tenantId: string): Promise<boolean> {
  const orders = await database
    .select({ orderKey: customerOrderTable.orderKey })
    .from(customerOrderTable)
    .where(eq(customerOrderTable.tenantId, tenantId))
    .limit(1)
  return orders.length > 0
}

/** The tenants of which {@link hasOrders} holds, in one look however many there are. */
export async function tenantsWithOrders(database: DrizzleD1Database): Promise<ReadonlySet<string>> {
  const orders = database
    .select({ orderKey: customerOrderTable.orderKey })
    .from(customerOrderTable)
    .where(eq(customerOrderTable.tenantId, tenantTable.tenantId))
  const rows = await database
    .select({ tenantId: tenantTable.tenantId })
    .from(tenantTable)
    .where(exists(orders))
  return new Set(rows.map(({ tenantId }) => tenantId))
}

/** Changes settings of a tenant, unless it is being deleted. */
export async function updateTenant(
  database: DrizzleD1Database,
  tenantId: string,
  changes: Partial<TenantRow>,
): Promise<void> {
  if (Object.keys(changes).length === 0) return
  await database
    .update(tenantTable)
    .set(changes)
    .where(and(eq(tenantTable.tenantId, tenantId), ne(tenantTable.status, 'deleting')))
}

/** The tenants that are being deleted. */
export async function listTenantsToDelete(database: DrizzleD1Database): Promise<TenantRow[]> {
  return database.select().from(tenantTable).where(eq(tenantTable.status, 'deleting'))
}
