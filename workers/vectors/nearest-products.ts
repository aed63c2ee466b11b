import type { VectorSetRow } from '#shared/database/tables/vector-set.ts'
import { findVectorSet } from '#shared/database/vector-sets.ts'
import { firstThatAnswers } from '#shared/ml/nearest-neighbours/first-that-answers.ts'
import type { InvertedLists } from '#shared/ml/nearest-neighbours/inverted-lists.ts'
import type { NearestNeighbours } from '#shared/ml/nearest-neighbours/nearest-neighbours.ts'
import { neighboursInLists } from '#shared/ml/nearest-neighbours/neighbours-in-lists.ts'
import type { Env } from '../env.ts'
import { runStatements } from '../run-statements.ts'
import { vectorizeNeighbours } from './vectorize-neighbours.ts'

/**
 * Who tells which products lie nearest: Vectorize, where it is bound and has all vectors of this very model; else, and where it
 * fails, the index of the model in this Worker's memory.
 */
export async function nearestProducts(
  { DB, PRODUCT_VECTORS }: Pick<Env, 'DB' | 'PRODUCT_VECTORS'>,
  tenantId: string,
  { artifactKey, index: lists }: { readonly artifactKey: string; readonly index: InvertedLists },
): Promise<NearestNeighbours> {
  const here = neighboursInLists(lists)
  if (PRODUCT_VECTORS === undefined) return here
  const [found] = await runStatements<VectorSetRow>(DB, [findVectorSet(tenantId)])
  const set = found?.results[0]
  if (set === undefined || set.readyAt === null || set.artifactKey !== artifactKey) return here
  const { setId } = set
  const there = vectorizeNeighbours(PRODUCT_VECTORS, { namespace: tenantId, setId, lists })
  return firstThatAnswers(there, here, (failure) => {
    // biome-ignore lint/suspicious/noConsole: the answer is as good, but somebody should look at the vector database
    console.warn(JSON.stringify({ level: 'warn', vectors: tenantId, ...failure }))
  })
}
