import { findUnsettledVectors, type UnsettledVectors } from '#shared/database/vector-sets.ts'
import { secondMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'
import { runStatements } from '../run-statements.ts'
import { settleVectors } from '../vectors/settle-vectors.ts'
import { eachTenant } from './each-tenant.ts'

const tenantsAtOnce = 20
/** For all of them together; the rest waits for the next minute. */
const workMs = 30 * secondMs

/** Where there is a vector database: brings it up to the models in use. To be run every minute. */
export async function settleAllVectors(env: Env, nowMs: number): Promise<void> {
  const { PRODUCT_VECTORS } = env
  if (PRODUCT_VECTORS === undefined) return
  const untilMs = Date.now() + workMs
  const unsettled = findUnsettledVectors(tenantsAtOnce, Math.random())
  const [found] = await runStatements<UnsettledVectors>(env.DB, [unsettled])
  await eachTenant(found?.results ?? [], async (of) => {
    if (Date.now() < untilMs) await settleVectors(env, PRODUCT_VECTORS, of, nowMs, untilMs)
  })
}
