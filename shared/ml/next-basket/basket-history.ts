/** What one person took, basket by basket, oldest first. Items are numbers from 0 up. */
export interface BasketHistory {
  readonly baskets: readonly (readonly number[])[]
  /** For items taken before: the chance, 0..1, that it is due now, from a model that knows the dates. */
  readonly due?: ReadonlyMap<number, number>
}

/** One who is learned from: what was taken next, after the history. */
export interface KnownBasket extends BasketHistory {
  readonly next: readonly number[]
}

/** An item each with a number. */
export interface SparseScores {
  readonly items: Int32Array
  readonly scores: Float32Array
}

/** The items of a map, and their numbers. */
export function sparseScores(scores: ReadonlyMap<number, number>): SparseScores {
  return { items: Int32Array.from(scores.keys()), scores: Float32Array.from(scores.values()) }
}
