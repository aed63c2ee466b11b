import { errorReport } from '#shared/kernel/error-report.ts'
import { liveFeedName } from '#shared/tenants/object-names.ts'
import type { Env } from '../env.ts'
import { loadTenant } from './load-tenant.ts'

/**
 * Ends the open feeds of sessions or keys that are no longer good, or all of a tenant. The credential has ended by then, so
 * what fails here is only reported: such a feed ends by itself after a quarter of an hour.
 */
export async function endLiveSockets(
  env: Pick<Env, 'DB' | 'LIVE_FEED'>,
  tenantId: string,
  holders: readonly string[] | 'all',
  nowMs: number,
): Promise<void> {
  if (holders.length === 0) return
  try {
    const tenant = await loadTenant(env.DB, tenantId, nowMs)
    if (tenant === undefined) return
    await env.LIVE_FEED.getByName(liveFeedName(tenant)).endSockets(holders === 'all' ? 'all' : [...holders])
  } catch (error) {
    // biome-ignore lint/suspicious/noConsole: the answer is right without it, and nothing else would tell
    console.error(JSON.stringify({ level: 'error', unendedFeedsOf: tenantId, ...errorReport(error) }))
  }
}
