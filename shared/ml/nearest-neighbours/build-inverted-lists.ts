import { seededRandom } from '../../kernel/random.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import type { FitFailure } from '../estimator.ts'
import { invalidData } from '../fit-failures.ts'
import { type Vectors, vectorCount } from './exact-neighbours.ts'
import type { InvertedLists } from './inverted-lists.ts'
import { assignToCentres, sphericalCentres } from './spherical-centres.ts'
import { fewestProbes } from './tune-probes.ts'

/** Below, one list is searched in whole. */
const minVectorsForLists = 2000

/**
 * Builds an index of all vectors that are not zero. As many lists as the root of their number; the probes are as many as
 * reach a recall of `recall` at 10 for vectors drawn from the data, measured here against the exact answer.
 */
export function buildInvertedLists(
  vectors: Vectors,
  { seed, recall = 0.97 }: { seed: number; recall?: number },
): Result<InvertedLists, FitFailure> {
  const { dimensions, values } = vectors
  if (dimensions === 0 || values.length % dimensions !== 0) {
    return invalidData(`${values.length} numbers are no vectors of ${dimensions} dimensions`)
  }
  if (!values.every(Number.isFinite)) return invalidData('a vector has a number that is not finite')
  const known = knownItems(vectors)
  const listCount = known.length < minVectorsForLists ? 1 : Math.round(Math.sqrt(known.length))
  const random = seededRandom(seed)
  const centres = sphericalCentres(vectors, known, listCount, random)
  const lists = fileVectors(vectors, known, centres)
  const probes = listCount === 1 ? 1 : fewestProbes(lists, recall, random)
  return succeed({ ...lists, probes })
}

function knownItems(vectors: Vectors): Uint32Array {
  const { dimensions, values } = vectors
  const known: number[] = []
  for (let item = 0; item < vectorCount(vectors); item += 1) {
    if (values.subarray(item * dimensions, (item + 1) * dimensions).some((value) => value !== 0))
      known.push(item)
  }
  return Uint32Array.from(known)
}

function fileVectors(
  { dimensions, values }: Vectors,
  known: Uint32Array,
  centres: Float32Array,
): InvertedLists {
  const listOf = assignToCentres({ dimensions, values }, known, centres)
  const starts = new Uint32Array(centres.length / dimensions + 1)
  for (const list of listOf) starts[list + 1] = (starts[list + 1] as number) + 1
  for (let list = 1; list < starts.length; list += 1) {
    starts[list] = (starts[list] as number) + (starts[list - 1] as number)
  }
  const next = starts.slice()
  const items = new Uint32Array(known.length)
  const filed = new Float32Array(known.length * dimensions)
  for (const [index, item] of known.entries()) {
    const list = listOf[index] as number
    const entry = next[list] as number
    next[list] = entry + 1
    items[entry] = item
    filed.set(values.subarray(item * dimensions, (item + 1) * dimensions), entry * dimensions)
  }
  return { dimensions, centres, starts, items, vectors: filed, probes: 1 }
}
