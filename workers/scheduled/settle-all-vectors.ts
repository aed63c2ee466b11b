import { findUnsettledVectors, type UnsettledVectors } from '#shared/database/vector-sets.ts'
import type { Env } from '../env.ts'
import { runStatements } from '../run-statements.ts'
import { settleVectors } from '../vectors/settle-vectors.ts'
import { eachTenant } from './each-tenant.ts'

const tenantsAtOnce = 20

/** Where there is a vector database: brings it up to the models in use. To be run every minute. */
export async function settleAllVectors(env: Env, nowMs: number): Promise<void> {
  const { PRODUCT_VECTORS } = env
  if (PRODUCT_VECTORS === undefined) return
  const [found] = await runStatements<UnsettledVectors>(env.DB, [findUnsettledVectors(tenantsAtOnce)])
  await eachTenant(found?.results ?? [], (of) => settleVectors(env, PRODUCT_VECTORS, of, nowMs))
}
