import { and, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { updatePrivacyRequest } from '#shared/database/privacy-requests.ts'
import {
  type ErasureReceipt,
  type PrivacyRequestRow,
  privacyRequestTable,
} from '#shared/database/tables/privacy-request.ts'
import type { TenantRow } from '#shared/database/tables/tenant.ts'
import { listTenantsToDelete } from '#shared/database/tenants.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import { tenantFromCredential } from '#shared/tenants/tenant.ts'
import { deleteTenantStep } from '../delete-tenant-step.ts'
import type { Env } from '../env.ts'
import { runChores } from './run-chores.ts'

/** Until then every Worker has heard that nothing is taken any more, and what was taken is through. */
const beginAfterMs = 2 * minuteMs
const stepsAtOnce = 40

/** Goes on deleting shops that are to be deleted, and writes the receipt. To be run every minute. */
export async function deleteTenants(env: Env, nowMs: number): Promise<void> {
  const database = drizzle(env.DB)
  const rows = await listTenantsToDelete(database)
  await runChores(
    Object.fromEntries(
      rows.map((row) => [`deleteTenants ${row.tenantId}`, () => deletePart(env, row, nowMs)]),
    ),
  )
}

async function deletePart(env: Env, row: TenantRow, nowMs: number): Promise<void> {
  const database = drizzle(env.DB)
  const [request] = await database
    .select()
    .from(privacyRequestTable)
    .where(
      and(
        eq(privacyRequestTable.tenantId, row.tenantId),
        eq(privacyRequestTable.kind, 'shop-erasure'),
        eq(privacyRequestTable.customerId, ''),
        eq(privacyRequestTable.status, 'running'),
      ),
    )
  if (request === undefined || request.requestedAt > nowMs - beginAfterMs) return
  await deleteSome(env, tenantFromCredential(row), request, nowMs)
}

async function deleteSome(
  env: Env,
  tenant: ReturnType<typeof tenantFromCredential>,
  request: PrivacyRequestRow,
  nowMs: number,
): Promise<void> {
  const database = drizzle(env.DB)
  let { receipt } = request
  for (let step = 0; step < stepsAtOnce; step += 1) {
    const deleted = await deleteTenantStep(env, tenant)
    if (deleted === undefined) {
      await updatePrivacyRequest(database, request, { receipt, status: 'done', completedAt: nowMs })
      return
    }
    receipt = withDeleted(receipt, deleted)
    await updatePrivacyRequest(database, request, { receipt })
  }
}

function withDeleted(receipt: readonly ErasureReceipt[], deleted: ErasureReceipt): ErasureReceipt[] {
  const before = receipt.find(({ store }) => store === deleted.store)?.forgotten ?? 0
  return [
    ...receipt.filter(({ store }) => store !== deleted.store),
    { ...deleted, forgotten: before + deleted.forgotten },
  ]
}
