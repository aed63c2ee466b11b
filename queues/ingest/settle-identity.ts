import { type OpenOperations, operationsTogether } from '#shared/identity/decision-records.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { carryOutOperations } from './carry-out-operations.ts'
import type { IdentityPorts } from './ingest-ports.ts'
import { workAtHand } from './work-at-hand.ts'

/** After so many rounds somebody decides faster than this can follow; the directory's alarm goes on with it. */
const maxRounds = 1_000

/**
 * Carries out all decisions of a tenant that are open, and writes their records. Stops at work that cannot be done. May
 * be repeated, and run side by side.
 */
export async function settleIdentity(tenant: Tenant, ports: IdentityPorts): Promise<void> {
  let stuckAt = ''
  for (let round = 0; round < maxRounds; round += 1) {
    const work = await ports.openWork(tenant)
    if (isNothing(work)) return
    const doneCount = await settleOnce(tenant, work, ports)
    const place = work.operations.map(({ operation }) => operation).join()
    if (doneCount === 0 && place === stuckAt) return
    stuckAt = place
  }
}

/**
 * Carries out what one reply of the directory names, as far as it bears on these customers, and all there is should it not
 * have named all.
 */
export async function settleWork(
  tenant: Tenant,
  work: OpenOperations,
  customerIds: ReadonlySet<string>,
  ports: IdentityPorts,
): Promise<void> {
  if (isNothing(work)) return
  await settleOnce(tenant, { ...work, operations: workAtHand(work.operations, customerIds) }, ports)
  const { merges, reviews, splits } = work.records
  const longest = Math.max(work.operations.length, merges.length, reviews.length, splits.length)
  if (longest >= operationsTogether) await settleIdentity(tenant, ports)
}

/** Returns how much was done. */
async function settleOnce(tenant: Tenant, work: OpenOperations, ports: IdentityPorts): Promise<number> {
  const doneCount = await carryOutOperations(tenant, work.operations, ports)
  const { merges, reviews, splits } = work.records
  const recordCount = merges.length + reviews.length + splits.length
  if (recordCount === 0) return doneCount
  await ports.project(tenant, { records: work.records })
  await ports.completeWork(tenant, [], {
    merges: merges.map(({ mergeId, version }) => [mergeId, version]),
    reviews: reviews.map(({ reviewId, version }) => [reviewId, version]),
    splits: splits.map(({ splitId, version }) => [splitId, version]),
  })
  return doneCount + recordCount
}

function isNothing({ operations, records: { merges, reviews, splits } }: OpenOperations): boolean {
  return operations.length + merges.length + reviews.length + splits.length === 0
}
