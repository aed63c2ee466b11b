import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { buildInvertedLists } from '#shared/ml/nearest-neighbours/build-inverted-lists.ts'
import { exactNeighbours } from '#shared/ml/nearest-neighbours/exact-neighbours.ts'
import { searchInvertedLists } from '#shared/ml/nearest-neighbours/inverted-lists.ts'
import type { ModelFigure, ModelTask } from '../model-figure.ts'

const vectorCount = 50_000
const dimensions = 64
const queries = 500
const k = 10

/** How right and how fast the index is against the exact answer: vectors around 500 directions, and ones without any order. */
export const task: ModelTask = {
  name: 'nearest-neighbours',
  data: null,
  async measure() {
    return [
      ...measureWorld('in 500 groups', 500, seededRandom(3)),
      ...measureWorld('at random', 0, seededRandom(4)),
    ]
  },
}

function measureWorld(world: string, groups: number, random: RandomSource): ModelFigure[] {
  const centres = Array.from({ length: groups }, () => normalVector(random))
  const draw = (): Float32Array => {
    const centre = centres[Math.floor(random() * groups)]
    const vector = normalVector(random).map((value, at) => 0.8 * value + (centre?.[at] ?? 0))
    const size = Math.hypot(...vector)
    return vector.map((value) => value / size)
  }
  const values = new Float32Array(vectorCount * dimensions)
  for (let item = 0; item < vectorCount; item += 1) values.set(draw(), item * dimensions)
  const startedMs = performance.now()
  const built = buildInvertedLists({ dimensions, values }, { seed: 1 })
  const builtMs = performance.now() - startedMs
  if (!built.ok) throw new Error(built.failure.message)
  const asked = Array.from({ length: queries }, draw)
  const exactMs: number[] = []
  const indexMs: number[] = []
  let found = 0
  for (const query of asked) {
    const exact = timed(exactMs, () => exactNeighbours({ dimensions, values }, query, k))
    const answered = timed(indexMs, () => searchInvertedLists(built.value, query, k))
    const wanted = new Set(exact.map(({ item }) => item))
    found += answered.filter(({ item }) => wanted.has(item)).length
  }
  const what = `Nearest neighbours, ${vectorCount} x ${dimensions} ${world}`
  const plain = { published: null, baseline: null }
  return [
    { what: `${what}, recall@${k}`, ours: found / (queries * k), goal: { atLeast: 0.95 }, ...plain },
    {
      what: `${what}, search p95: ms`,
      ours: percentile95(indexMs),
      goal: { atMost: 10 },
      baseline: { name: 'comparison with all', value: percentile95(exactMs) },
      published: null,
    },
    { what: `${what}, building: seconds`, ours: builtMs / 1000, goal: null, ...plain },
  ]
}

function timed<Value>(times: number[], work: () => Value): Value {
  const startedMs = performance.now()
  const value = work()
  times.push(performance.now() - startedMs)
  return value
}

function percentile95(times: readonly number[]): number {
  return times.toSorted((left, right) => left - right)[Math.floor(times.length * 0.95)] ?? 0
}

/** Independent standard normal numbers (Box, Muller 1958). */
function normalVector(random: RandomSource): Float32Array {
  return Float32Array.from(
    { length: dimensions },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  )
}
