import type { Env } from '../env.ts'
import { misplacedTenants } from '../misplaced-tenants.ts'

/** Fails, for the log, while `DATA_RESIDENCY` is not what it was when shops were made. To be run every minute. */
export async function noticeMisplacedTenants(env: Env): Promise<void> {
  const tenantIds = await misplacedTenants(env)
  if (tenantIds.length === 0) return
  throw new Error(
    `DATA_RESIDENCY is not what it was when these shops were made, and their data may not be found: ${tenantIds.join(', ')}`,
  )
}
