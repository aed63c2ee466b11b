import { drizzle } from 'drizzle-orm/d1'
import { firstDeliveryId } from '#shared/connections/delivery-row.ts'
import { listDeliveries } from '#shared/database/connection-deliveries.ts'
import type { ConnectionRow } from '#shared/database/tables/tenant.ts'
import type { PlannedDelivery } from '#shared/simulators/plan-deliveries.ts'
import type { Env } from '../../../env.ts'

const waitMs = 150
const maxWaits = 10
const maxRows = 200

/**
 * Where the log of deliveries has what was sent since a moment, in the order it was sent. The log is written a little
 * after the answer, so this waits; undefined for what is not there after a second and a half.
 */
export async function findLogIds(
  env: Pick<Env, 'DB'>,
  row: ConnectionRow,
  sinceMs: number,
  sent: readonly PlannedDelivery[],
): Promise<(string | undefined)[]> {
  const database = drizzle(env.DB)
  for (let wait = 1; ; wait += 1) {
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    const newest = await listDeliveries(database, row, {
      verdict: undefined,
      limit: maxRows,
      afterId: undefined,
    })
    const since = newest.filter(({ logId }) => logId >= firstDeliveryId(sinceMs)).reverse()
    const found = sent.map(({ body }) => {
      // In the order of the log, and passing over what somebody else sent meanwhile.
      const at = since.findIndex(({ byteCount }) => byteCount === body.byteLength)
      return at === -1 ? undefined : since.splice(0, at + 1).at(-1)?.logId
    })
    if (wait === maxWaits || !found.includes(undefined)) return found
  }
}
