import { and, eq, inArray } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { deleteTenantRows, tablesOfTenants } from '#shared/database/delete-tenant-rows.ts'
import { customerProfileTable } from '#shared/database/tables/customer-profile.ts'
import type { ErasureReceipt } from '#shared/database/tables/privacy-request.ts'
import type { VectorSetRow } from '#shared/database/tables/vector-set.ts'
import { deleteVectorSet, findVectorSet } from '#shared/database/vector-sets.ts'
import {
  eventLogName,
  guestOrderObjectNames,
  identityDirectoryName,
  liveFeedName,
  placeCustomer,
} from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { latestErasureFolder } from './latest-erasure.ts'
import { modelsFolder } from './model-artifacts.ts'
import { orderListFolder } from './order-list.ts'
import { runStatements } from './run-statements.ts'
import { deleteVectors } from './vectors/delete-vectors.ts'

/** D1 binds at most a hundred values. */
const customersAtOnce = 90
const rowsAtOnce = 5_000
const objectsAtOnce = 1_000

/**
 * Deletes some of what there is of a tenant: first the files, then the customers and their rows, then the other rows, then the objects with
 * the log and the identities. What lies with others, the vectors, comes last, so that all else goes even while they do not answer; then it
 * throws. Returns what it deleted; nothing when all is gone. May be repeated.
 */
export async function deleteTenantStep(env: Env, tenant: Tenant): Promise<ErasureReceipt | undefined> {
  return (
    (await deleteFiles(env, tenant)) ??
    (await deleteCustomers(env, tenant)) ??
    (await deleteRows(env, tenant)) ??
    (await emptyTenantObjects(env, tenant)) ??
    (await deleteVectorSetOf(env, tenant))
  )
}

/** Where the vector database is not bound any more, only the note of what it held goes. */
async function deleteVectorSetOf(env: Env, { tenantId }: Tenant): Promise<ErasureReceipt | undefined> {
  const [found] = await runStatements<VectorSetRow>(env.DB, [findVectorSet(tenantId)])
  const set = found?.results[0]
  if (set === undefined) return undefined
  if (env.PRODUCT_VECTORS === undefined) {
    await runStatements(env.DB, [deleteVectorSet(set)])
    return { store: 'vector_set', forgotten: 1, unit: 'rows' }
  }
  await deleteVectors(env, env.PRODUCT_VECTORS, set)
  return { store: 'vectors', forgotten: set.vectorCount, unit: 'vectors' }
}

async function deleteFiles(env: Env, { tenantId }: Tenant): Promise<ErasureReceipt | undefined> {
  const folders = [
    { bucket: env.ARCHIVE, prefix: `events/${tenantId}/`, store: 'archive' },
    { bucket: env.ARCHIVE, prefix: modelsFolder(tenantId), store: 'models' },
    { bucket: env.ARCHIVE, prefix: `sales/${tenantId}/`, store: 'sales' },
    { bucket: env.ARCHIVE, prefix: latestErasureFolder(tenantId), store: 'erasures' },
    { bucket: env.ARCHIVE, prefix: orderListFolder(tenantId), store: 'replenishment' },
    ...['imports', 'exports', 'sent-messages', 'waiting-lines', 'jobs'].map((folder) => {
      return { bucket: env.UPLOADS, prefix: `${folder}/${tenantId}/`, store: folder }
    }),
  ]
  for (const { bucket, prefix, store } of folders) {
    const { objects } = await bucket.list({ prefix, limit: objectsAtOnce })
    if (objects.length === 0) continue
    await bucket.delete(objects.map(({ key }) => key))
    return { store, forgotten: objects.length, unit: 'files' }
  }
  return undefined
}

/** A cell is emptied with the first of its customers; the others find it empty. */
async function deleteCustomers(env: Env, tenant: Tenant): Promise<ErasureReceipt | undefined> {
  const database = drizzle(env.DB)
  const ofTenant = eq(customerProfileTable.tenantId, tenant.tenantId)
  const rows = await database
    .select({ customerId: customerProfileTable.customerId })
    .from(customerProfileTable)
    .where(ofTenant)
    .limit(customersAtOnce)
  if (rows.length === 0) return undefined
  const names = new Set(rows.map(({ customerId }) => placeCustomer(tenant, customerId)))
  for (const name of names) await env.CUSTOMER.getByName(name).empty()
  const ids = rows.map(({ customerId }) => customerId)
  await database
    .delete(customerProfileTable)
    .where(and(ofTenant, inArray(customerProfileTable.customerId, ids)))
  return { store: 'customers', forgotten: rows.length, unit: 'customers' }
}

async function deleteRows(env: Env, { tenantId }: Tenant): Promise<ErasureReceipt | undefined> {
  for (const table of tablesOfTenants) {
    // It says which vectors there are, so it goes with them.
    if (table === 'vector_set') continue
    const { text, values } = deleteTenantRows(table, tenantId, rowsAtOnce)
    const { meta } = await env.DB.prepare(text)
      .bind(...values)
      .run()
    if (meta.changes > 0) return { store: table, forgotten: meta.changes, unit: 'rows' }
  }
  return undefined
}

/** The objects that every tenant has. Asking for one makes it again, empty, so this is not counted. */
async function emptyTenantObjects(env: Env, tenant: Tenant): Promise<undefined> {
  for (let shard = 0; shard < tenant.logShardCount; shard += 1) {
    await env.EVENT_LOG.getByName(eventLogName(tenant, shard)).empty()
  }
  for (const name of guestOrderObjectNames(tenant)) await env.CUSTOMER.getByName(name).empty()
  await env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant)).empty()
  await env.LIVE_FEED.getByName(liveFeedName(tenant)).empty()
}
