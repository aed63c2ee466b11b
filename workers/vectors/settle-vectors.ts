import type { VectorSetRow } from '#shared/database/tables/vector-set.ts'
import {
  findVectorSet,
  findWantedSet,
  insertVectorSet,
  isRetired,
  noteVectorsReady,
  noteVectorsSent,
  retireVectorSet,
  type UnsettledVectors,
} from '#shared/database/vector-sets.ts'
import { newId } from '#shared/kernel/ids.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import type { InvertedLists } from '#shared/ml/nearest-neighbours/inverted-lists.ts'
import { readRecommendations } from '#shared/predictions/recommendations/recommendation-bytes.ts'
import type { Env } from '../env.ts'
import { readModelBytes } from '../model-artifacts.ts'
import { runStatements } from '../run-statements.ts'
import { deleteVectors } from './delete-vectors.ts'
import { vectorId } from './vector-ids.ts'

/** Vectorize takes so many at once from a Worker. */
const vectorsAtOnce = 1_000
/** Longer than anybody goes on sending vectors of a set that is not wanted any more. */
const restMs = 5 * minuteMs

/**
 * Brings what the vector database holds for a tenant nearer to the vectors of the model in use: what is of another model is let go of and, when
 * nobody can be sending it any more, deleted; then all vectors are sent, as far as that gets until `untilMs` (UTC epoch ms); and once the last of
 * them is found, all of them are asked. May be repeated, and broken off anywhere.
 */
export async function settleVectors(
  env: Pick<Env, 'DB' | 'ARCHIVE'>,
  index: Vectorize,
  { tenantId, artifactKey }: UnsettledVectors,
  nowMs: number,
  untilMs: number,
): Promise<void> {
  const [known] = await runStatements<VectorSetRow>(env.DB, [findVectorSet(tenantId)])
  let set = known?.results[0]
  if (set !== undefined && set.artifactKey !== artifactKey) {
    if (!isRetired(set)) {
      await runStatements(env.DB, [retireVectorSet(set, nowMs)])
      return
    }
    if (nowMs - set.begunAt < restMs) return
    await deleteVectors(env, index, set)
    set = undefined
  }
  if (artifactKey === null) return
  if (set !== undefined && set.sentCount === set.vectorCount) return noteWhenFound(env, index, set, nowMs)
  const bytes = await readModelBytes(env, artifactKey)
  // Versions from before there were vectors.
  if (bytes === null) return
  const { index: lists } = readRecommendations(bytes)
  if (set === undefined) {
    await requireDimensions(index, lists)
    set = newSet(tenantId, artifactKey, lists, nowMs)
    // Somebody else may have begun.
    const [inserted] = await runStatements(env.DB, [insertVectorSet(set)])
    if (inserted?.results.length !== 1) return
  }
  await sendVectors(env, index, set, lists, untilMs)
}

function newSet(
  tenantId: string,
  artifactKey: string,
  { items }: InvertedLists,
  nowMs: number,
): VectorSetRow {
  const setId = newId('vec', nowMs, Math.random)
  return {
    tenantId,
    setId,
    artifactKey,
    vectorCount: items.length,
    sentCount: 0,
    begunAt: nowMs,
    readyAt: null,
  }
}

async function requireDimensions(index: Vectorize, { dimensions }: InvertedLists): Promise<void> {
  const told = await index.describe()
  if (told.dimensions === dimensions) return
  throw new Error(`the vector index is of ${told.dimensions} dimensions, the model of ${dimensions}`)
}

/** Notes each time how many were sent. A shop that is going, or another model in use, ends it. */
async function sendVectors(
  env: Pick<Env, 'DB'>,
  index: Vectorize,
  set: VectorSetRow,
  { dimensions, vectors }: InvertedLists,
  untilMs: number,
): Promise<void> {
  for (let first = set.sentCount; first < set.vectorCount && Date.now() < untilMs; first += vectorsAtOnce) {
    const [wanted] = await runStatements(env.DB, [findWantedSet(set)])
    if (wanted?.results.length !== 1) return
    const length = Math.min(vectorsAtOnce, set.vectorCount - first)
    await index.upsert(
      Array.from({ length }, (_, offset) => {
        const place = first + offset
        return {
          id: vectorId(set.setId, place),
          values: vectors.subarray(place * dimensions, (place + 1) * dimensions),
          namespace: set.tenantId,
        }
      }),
    )
    await runStatements(env.DB, [noteVectorsSent(set, first + length)])
  }
}

/** What is sent is found only some seconds later, in the order in which it was sent. */
async function noteWhenFound(
  env: Pick<Env, 'DB'>,
  index: Vectorize,
  set: VectorSetRow,
  nowMs: number,
): Promise<void> {
  const last = set.vectorCount - 1
  const isFound = last < 0 || (await index.getByIds([vectorId(set.setId, last)])).length === 1
  if (isFound) await runStatements(env.DB, [noteVectorsReady(set, nowMs)])
}
