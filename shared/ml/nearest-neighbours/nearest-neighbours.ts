/** An item and how alike its vector is to the one asked with: the dot product, for vectors of length 1 the cosine (-1 to 1). */
export interface Neighbour {
  readonly item: number
  readonly similarity: number
}

/** Whoever can tell which vectors lie nearest: the index of this folder, or a vector database beside the platform. */
export interface NearestNeighbours {
  /** At most `count`, the most alike first. */
  nearest(query: Float32Array, count: number): Promise<readonly Neighbour[]>
}
