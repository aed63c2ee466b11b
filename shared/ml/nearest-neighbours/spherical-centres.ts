import type { RandomSource } from '../../kernel/random.ts'
import { dotProduct, type Vectors } from './exact-neighbours.ts'

const rounds = 8
const sampledPerCentre = 40

/**
 * Directions around which vectors gather: k-means by the cosine (Dhillon, Modha 2001) on a sample, from centres drawn
 * from the data. A centre that nothing is near to is drawn anew.
 */
export function sphericalCentres(
  vectors: Vectors,
  chosen: Uint32Array,
  count: number,
  random: RandomSource,
): Float32Array {
  const { dimensions } = vectors
  const sample = drawWithout(chosen, Math.min(chosen.length, count * sampledPerCentre), random)
  const centres = new Float32Array(count * dimensions)
  for (let centre = 0; centre < Math.min(count, sample.length); centre += 1) {
    copyVector(vectors, sample[centre] as number, centres, centre)
  }
  for (let round = 0; round < rounds && count > 1; round += 1) {
    const centreOf = assignToCentres(vectors, sample, centres)
    const sizes = new Uint32Array(count)
    centres.fill(0)
    for (const [index, item] of sample.entries()) {
      const centre = centreOf[index] as number
      sizes[centre] = (sizes[centre] as number) + 1
      for (let at = 0; at < dimensions; at += 1) {
        const to = centre * dimensions + at
        centres[to] = (centres[to] as number) + (vectors.values[item * dimensions + at] as number)
      }
    }
    for (const [centre, size] of sizes.entries()) {
      if (size === 0)
        copyVector(vectors, sample[Math.floor(random() * sample.length)] as number, centres, centre)
      scaleToOne(centres.subarray(centre * dimensions, (centre + 1) * dimensions))
    }
  }
  return centres
}

/** For each chosen vector the centre whose dot product with it is largest. */
export function assignToCentres(
  { dimensions, values }: Vectors,
  chosen: Uint32Array,
  centres: Float32Array,
): Uint32Array {
  const count = centres.length / dimensions
  return chosen.map((item) => {
    const vector = values.subarray(item * dimensions, (item + 1) * dimensions)
    let nearest = 0
    let largest = Number.NEGATIVE_INFINITY
    for (let centre = 0; centre < count; centre += 1) {
      const product = dotProduct(centres, centre * dimensions, vector)
      if (product > largest) {
        largest = product
        nearest = centre
      }
    }
    return nearest
  })
}

/** So many of them in random order, none twice (Fisher-Yates). */
export function drawWithout(from: Uint32Array, count: number, random: RandomSource): Uint32Array {
  const all = from.slice()
  for (let at = 0; at < count; at += 1) {
    const other = at + Math.floor(random() * (all.length - at))
    const taken = all[other] as number
    all[other] = all[at] as number
    all[at] = taken
  }
  return all.slice(0, count)
}

function copyVector({ dimensions, values }: Vectors, item: number, to: Float32Array, place: number): void {
  to.set(values.subarray(item * dimensions, (item + 1) * dimensions), place * dimensions)
}

function scaleToOne(vector: Float32Array): void {
  const size = Math.sqrt(dotProduct(vector, 0, vector))
  if (size === 0) return
  for (let index = 0; index < vector.length; index += 1) vector[index] = (vector[index] as number) / size
}
