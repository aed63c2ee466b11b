import type { VectorSetRow } from '#shared/database/tables/vector-set.ts'
import { deleteVectorSet } from '#shared/database/vector-sets.ts'
import type { Env } from '../env.ts'
import { runStatements } from '../run-statements.ts'
import { vectorId } from './vector-ids.ts'

/** As many as may be sent at once. */
const idsAtOnce = 1_000

/** Deletes a set from the vector database and then the note of it. May be repeated: ids that are not there do no harm. */
export async function deleteVectors(
  { DB }: Pick<Env, 'DB'>,
  index: Pick<Vectorize, 'deleteByIds'>,
  set: VectorSetRow,
): Promise<void> {
  for (let first = 0; first < set.vectorCount; first += idsAtOnce) {
    const length = Math.min(idsAtOnce, set.vectorCount - first)
    await index.deleteByIds(Array.from({ length }, (_, place) => vectorId(set.setId, first + place)))
  }
  await runStatements(DB, [deleteVectorSet(set)])
}
