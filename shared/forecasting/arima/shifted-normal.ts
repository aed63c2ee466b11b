/** Variables whose slopes are one series moved by one lag, by two, …: those of a polynomial in the backward shift. */
export interface ShiftedBlock {
  readonly base: Float64Array
  readonly sign: 1 | -1
  /** Points between neighbouring coefficients; 0 for a single one that is not moved. */
  readonly lag: number
  /** How the coefficients change with the variables, `[variable][coefficient]`. */
  readonly slopes: readonly (readonly number[])[]
}

interface Coefficient {
  readonly block: ShiftedBlock
  readonly shift: number
  /** Where its block begins among all. */
  readonly first: number
}

/**
 * Writes the normal equations of a least-squares problem: sums of products of the slopes of each two variables (`normal`, row after row), and of each slope and the errors with the sign turned
 * (`pull`). All series hold zeros before position `from`.
 */
export function writeNormalEquations(
  blocks: readonly ShiftedBlock[],
  errors: Float64Array,
  from: number,
  normal: Float64Array,
  pull: Float64Array,
): void {
  const coefficients: Coefficient[] = []
  for (const block of blocks) {
    const first = coefficients.length
    for (let of = 1; of <= block.slopes.length; of++) {
      coefficients.push({ block, shift: of * block.lag, first })
    }
  }
  const size = coefficients.length
  const end = errors.length
  for (let row = 0; row < size; row++) {
    const { block: one, shift, first } = coefficients[row] as Coefficient
    pull[row] = -one.sign * sumOfProducts(one.base, shift, errors, 0, from)
    for (let column = 0; column <= row; column++) {
      const { block: other, shift: otherShift, first: otherFirst } = coefficients[column] as Coefficient
      const sign = one.sign * other.sign
      const isNext = one.lag === 1 && other.lag === 1 && row > first && column > otherFirst
      // Both moved by one more than a pair that is known: only the last product is gone, for before the first there are zeros.
      const value = isNext
        ? (normal[(row - 1) * size + column - 1] as number) -
          sign * (one.base[end - shift] as number) * (other.base[end - otherShift] as number)
        : sign * sumOfProducts(one.base, shift, other.base, otherShift, from)
      normal[row * size + column] = value
      normal[column * size + row] = value
    }
  }
  toVariables(coefficients, normal, pull)
}

/** Turns sums for coefficients into sums for variables, by the chain rule. */
function toVariables(coefficients: readonly Coefficient[], normal: Float64Array, pull: Float64Array): void {
  const size = coefficients.length
  const mixed = new Float64Array(size)
  mixByVariables(coefficients, pull, 0, 1, mixed)
  for (let row = 0; row < size; row++) mixByVariables(coefficients, normal, row * size, 1, mixed)
  for (let column = 0; column < size; column++) mixByVariables(coefficients, normal, column, size, mixed)
}

/** The same of one row or column, in place: values `stride` apart from `offset` on. */
function mixByVariables(
  coefficients: readonly Coefficient[],
  values: Float64Array,
  offset: number,
  stride: number,
  mixed: Float64Array,
): void {
  for (let variable = 0; variable < mixed.length; variable++) {
    const { block, first } = coefficients[variable] as Coefficient
    const slopes = block.slopes[variable - first] as readonly number[]
    let sum = 0
    for (let of = 0; of < slopes.length; of++) {
      sum += (slopes[of] as number) * (values[offset + (first + of) * stride] as number)
    }
    mixed[variable] = sum
  }
  for (let at = 0; at < mixed.length; at++) values[offset + at * stride] = mixed[at] as number
}

/** The sum of `one` moved by a shift times `other` moved by another, in four sums that do not wait for each other. */
function sumOfProducts(
  one: Float64Array,
  shift: number,
  other: Float64Array,
  otherShift: number,
  from: number,
): number {
  const start = from - shift
  const otherStart = from - otherShift
  const count = one.length - from
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  let at = 0
  for (; at + 3 < count; at += 4) {
    first += (one[start + at] as number) * (other[otherStart + at] as number)
    second += (one[start + at + 1] as number) * (other[otherStart + at + 1] as number)
    third += (one[start + at + 2] as number) * (other[otherStart + at + 2] as number)
    fourth += (one[start + at + 3] as number) * (other[otherStart + at + 3] as number)
  }
  for (; at < count; at++) first += (one[start + at] as number) * (other[otherStart + at] as number)
  return first + second + (third + fourth)
}
