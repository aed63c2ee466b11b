import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { closableDays, firstSealHash, stretchOf, utcDay } from '#shared/audit/audit-seal.ts'
import { firstAuditMoment, insertAuditSeal, listAuditSeals } from '#shared/database/audit-log.ts'
import { tenantTable } from '#shared/database/tables/tenant.ts'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time.ts'
import { sealOfDay } from '../audit-days.ts'
import type { Env } from '../env.ts'
import { runChores } from './run-chores.ts'

/**
 * Closes every day of the audit log that is over, for every tenant, in order; days on which nothing happened as well, so
 * that none can be slipped in later. To be run every minute; it looks once an hour.
 */
export async function sealAuditDays(env: Pick<Env, 'DB'>, nowMs: number): Promise<void> {
  if (nowMs % hourMs >= minuteMs) return
  const database = drizzle(env.DB)
  const tenants = await database.select({ tenantId: tenantTable.tenantId }).from(tenantTable)
  await runChores(
    Object.fromEntries(
      tenants.map(({ tenantId }) => [
        `sealAuditDays ${tenantId}`,
        () => sealDaysOf(database, tenantId, nowMs),
      ]),
    ),
  )
}

async function sealDaysOf(database: DrizzleD1Database, tenantId: string, nowMs: number): Promise<void> {
  const last = (await listAuditSeals(database, tenantId)).at(-1)
  const firstMs =
    last === undefined ? await firstAuditMoment(database, tenantId) : stretchOf(last.day).fromMs + dayMs
  if (firstMs === undefined) return
  let before = last?.sealHash ?? firstSealHash
  for (const day of closableDays(utcDay(firstMs), nowMs)) {
    const { sealHash, rowCount } = await sealOfDay(database, tenantId, day, before)
    await insertAuditSeal(database, { tenantId, day, rowCount, sealHash, sealedAt: nowMs })
    before = sealHash
  }
}
