import { drizzle } from 'drizzle-orm/d1'
import { findQrCode } from '#shared/database/qr-codes.ts'
import type { QrCodeRow } from '#shared/database/tables/qr-code.ts'
import { secondMs } from '#shared/kernel/time.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { loadTenant } from '../../../credentials/load-tenant.ts'
import { RecentValues } from '../../../credentials/recent-values.ts'
import type { Env } from '../../../env.ts'

/** A code that is in use, and whose it is. */
export interface FoundCode {
  readonly row: QrCodeRow
  readonly tenant: Tenant
}

const recentCodes = new RecentValues<FoundCode>(10_000, 5 * secondMs)

/** The code a printed address names; undefined when there is none, or it is switched off. */
export async function findScannedCode(code: string, env: Env, nowMs: number): Promise<FoundCode | undefined> {
  return recentCodes.get(code, nowMs, async () => {
    const row = await findQrCode(drizzle(env.DB), code)
    if (row === undefined || !row.isActive) return undefined
    const tenant = await loadTenant(env.DB, row.tenantId, nowMs)
    return tenant === undefined ? undefined : { row, tenant }
  })
}

/** To be called when a code has changed: this Worker sees it at once. */
export function forgetScannedCode(code: string): void {
  recentCodes.forget(code)
}
