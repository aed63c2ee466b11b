/** A vector of length 1 for each item, one after another; all zeros where nothing is known of the item. */
export interface ItemVectors {
  readonly itemCount: number
  readonly dimensions: number
  readonly values: Float32Array
}

export function vectorOf({ dimensions, values }: ItemVectors, item: number): Float32Array {
  return values.subarray(item * dimensions, (item + 1) * dimensions)
}

export function isKnownVector(vectors: ItemVectors, item: number): boolean {
  return vectorOf(vectors, item).some((value) => value !== 0)
}

/** Brings a vector to length 1, in place; one of zeros stays as it is. */
export function normalise(vector: Float32Array): Float32Array {
  let sum = 0
  for (const value of vector) sum += value * value
  if (sum === 0) return vector
  const factor = 1 / Math.sqrt(sum)
  for (let index = 0; index < vector.length; index += 1) vector[index] = (vector[index] as number) * factor
  return vector
}

/** The direction in which several items lie together, each counted by its weight; null when nothing is known of any. */
export function meanVector(
  vectors: ItemVectors,
  items: readonly { readonly item: number; readonly weight: number }[],
): Float32Array | null {
  const sum = new Float32Array(vectors.dimensions)
  for (const { item, weight } of items) {
    for (const [index, value] of vectorOf(vectors, item).entries()) {
      sum[index] = (sum[index] as number) + weight * value
    }
  }
  return sum.some((value) => value !== 0) ? normalise(sum) : null
}
