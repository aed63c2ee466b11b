import type { Env } from './env.ts'

/** Who buys several times within so long is scored once. */
const delaySeconds = 5
const customersPerMessage = 500

/** Has customers who have just bought scored anew, a moment later and beside what goes on. */
export async function noteBuyers(
  env: Pick<Env, 'JOBS_QUEUE'>,
  tenantId: string,
  customerIds: readonly string[],
): Promise<void> {
  const boughtAt = Date.now()
  for (let from = 0; from < customerIds.length; from += customersPerMessage) {
    const together = customerIds.slice(from, from + customersPerMessage)
    const message = { version: 1, kind: 'score-buyers', tenantId, customerIds: together, boughtAt } as const
    await env.JOBS_QUEUE.send(message, { delaySeconds })
  }
}
