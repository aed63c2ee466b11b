import type { Failure, Result } from '../../kernel/result.ts'

/** An item and how alike its vector is to the one asked with: the dot product, for vectors of length 1 the cosine (-1 to 1). */
export interface Neighbour {
  readonly item: number
  readonly similarity: number
}

/** Why nobody can say what lies nearest. */
export interface NeighbourFailure extends Failure {
  readonly kind: 'wrong-dimensions' | 'vector-search-failed'
}

/** Whoever can tell which vectors lie nearest: the index of this folder, or a vector database beside the platform. */
export interface NearestNeighbours {
  /** At most `count`, the most alike first, and the lower number first of those that are alike. */
  nearest(query: Float32Array, count: number): Promise<Result<readonly Neighbour[], NeighbourFailure>>
}
