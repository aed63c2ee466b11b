const tolerance = 1e-11
/** In exact numbers a system is solved after as many rounds as it is large; rounding asks for some more. */
const roundsPerUnknown = 4
const leastRounds = 200

/**
 * Solves a system of a symmetric positive definite matrix that is only known by what it makes of a vector (Hestenes and Stiefel 1952), scaled by its
 * diagonal. Null when it does not come to an end: then the matrix is not positive definite as far as 64 bits can tell.
 *
 * @param times the matrix times a vector
 */
export function conjugateGradients(
  times: (vector: Float64Array) => Float64Array,
  right: Float64Array,
  diagonal: ArrayLike<number>,
): Float64Array | null {
  const size = right.length
  const solution = new Float64Array(size)
  const rest = right.slice()
  const wanted = tolerance * Math.sqrt(dot(right, right))
  if (wanted === 0) return solution
  const scaled = (vector: Float64Array) => vector.map((value, at) => value / (diagonal[at] as number))
  let direction = scaled(rest)
  let size2 = dot(rest, direction)
  const rounds = Math.max(leastRounds, roundsPerUnknown * size)
  for (let round = 0; round < rounds; round++) {
    const image = times(direction)
    const curvature = dot(direction, image)
    if (!(curvature > 0) || !Number.isFinite(size2)) return null
    const step = size2 / curvature
    for (let at = 0; at < size; at++) {
      solution[at] = (solution[at] as number) + step * (direction[at] as number)
      rest[at] = (rest[at] as number) - step * (image[at] as number)
    }
    if (Math.sqrt(dot(rest, rest)) <= wanted) return solution
    const next = scaled(rest)
    const nextSize2 = dot(rest, next)
    const turn = nextSize2 / size2
    size2 = nextSize2
    direction = direction.map((value, at) => (next[at] as number) + turn * value)
  }
  return null
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += (one[at] as number) * (other[at] as number)
  return sum
}
