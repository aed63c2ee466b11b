/**
 * The features met on the way to a node, each once: the share of rows that go this way when it is unknown (`zero`), whether the row
 * goes this way (`one`), and the summed weights of the subsets of known features of each size (`weights`). The path of every
 * node on the way down is kept, one behind the other in the same memory; a path is named by where it starts.
 */
export class UnknownFeaturePaths {
  readonly #features: Int32Array
  readonly #zeros: Float64Array
  readonly #ones: Float64Array
  readonly #weights: Float64Array
  /** How many features the path that starts here has; an empty one, which stands for none, comes first. */
  readonly #lengths: Int32Array

  /** @param depth splits from the root to the farthest leaf */
  constructor(depth: number) {
    const room = ((depth + 2) * (depth + 3)) / 2
    this.#features = new Int32Array(room)
    this.#zeros = new Float64Array(room)
    this.#ones = new Float64Array(room)
    this.#weights = new Float64Array(room)
    this.#lengths = new Int32Array(room)
  }

  /** The path of the root. */
  begin(): number {
    this.#lengths[0] = 1
    this.#features[0] = -1
    this.#zeros[0] = 1
    this.#ones[0] = 1
    this.#weights[0] = 1
    return 0
  }

  /**
   * A path behind this one, with one more feature: each subset with it and without it. Null when nobody comes there, whatever
   * is known.
   */
  extend(start: number, feature: number, zero: number, one: number): number | null {
    if (zero === 0 && one === 0) return null
    const length = this.#lengths[start] as number
    const next = start + length
    for (const list of [this.#features, this.#zeros, this.#ones, this.#weights]) {
      list.copyWithin(next, start, start + length)
    }
    this.#lengths[next] = length + 1
    const weights = this.#weights
    const last = next + length
    this.#features[last] = feature
    this.#zeros[last] = zero
    this.#ones[last] = one
    weights[last] = 0
    for (let index = length - 1; index >= 0; index--) {
      const before = weights[next + index] as number
      weights[next + index + 1] =
        (weights[next + index + 1] as number) + (one * before * (index + 1)) / (length + 1)
      weights[next + index] = (zero * before * (length - index)) / (length + 1)
    }
    return next
  }

  /** Makes the path as if the feature had never been met; returns what it had then: its `zero` and `one`. */
  takeOut(start: number, feature: number): [number, number] {
    const length = this.#lengths[start] as number
    const at = this.#features.subarray(start, start + length).indexOf(feature)
    if (at < 1) return [1, 1]
    const [zero, one] = [this.#zeros[start + at] as number, this.#ones[start + at] as number]
    this.#unwind(start, at, this.#weights)
    for (const list of [this.#features, this.#zeros, this.#ones]) {
      list.copyWithin(start + at, start + at + 1, start + length)
    }
    this.#lengths[start] = length - 1
    return [zero, one]
  }

  /** Adds what each feature of the path has in a leaf of this score. */
  addContributions(start: number, score: number, contributions: Float64Array): void {
    const length = this.#lengths[start] as number
    for (let index = 1; index < length; index++) {
      const feature = this.#features[start + index] as number
      const factor = (this.#ones[start + index] as number) - (this.#zeros[start + index] as number)
      contributions[feature] =
        (contributions[feature] as number) + this.#unwind(start, index, null) * factor * score
    }
  }

  /** The weights without the feature at `index`, written to `into`; returns their sum. */
  #unwind(start: number, index: number, into: Float64Array | null): number {
    const last = (this.#lengths[start] as number) - 1
    const [zero, one] = [this.#zeros[start + index] as number, this.#ones[start + index] as number]
    let carried = this.#weights[start + last] as number
    let sum = 0
    for (let at = last - 1; at >= 0; at--) {
      const before = this.#weights[start + at] as number
      const weight =
        one === 0 ? (before * (last + 1)) / (zero * (last - at)) : (carried * (last + 1)) / ((at + 1) * one)
      if (one !== 0) carried = before - (weight * zero * (last - at)) / (last + 1)
      if (into !== null) into[start + at] = weight
      sum += weight
    }
    return sum
  }
}
