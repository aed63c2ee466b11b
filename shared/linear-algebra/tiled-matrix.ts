const tileBits = 5
/** Rows and columns of a tile: three tiles of 32 x 32 numbers of 8 bytes fit into what a processor keeps closest. */
export const tileSize = 1 << tileBits
const tileLength = tileSize * tileSize

/**
 * A symmetric matrix of which only the lower half is kept, cut into square tiles that lie behind each other, each by
 * rows: half the memory, and whatever is worked on together lies together. The last rows are filled up to whole tiles.
 */
export interface TiledMatrix {
  /** Rows, and as many columns. */
  readonly size: number
  readonly tileCount: number
  readonly values: Float64Array
}

/** All zeros; the diagonal beyond `size` is 1, so that filling up changes no inverse. */
export function tiledMatrix(size: number): TiledMatrix {
  const tileCount = Math.ceil(size / tileSize)
  const matrix: TiledMatrix = { size, tileCount, values: new Float64Array(tiledLength(size)) }
  for (let row = size; row < tileCount * tileSize; row += 1) matrix.values[tiledIndex(row, row)] = 1
  return matrix
}

/** How many numbers a matrix of so many rows takes: size² / 2 and a little. */
export function tiledLength(size: number): number {
  const tileCount = Math.ceil(size / tileSize)
  return ((tileCount * (tileCount + 1)) / 2) * tileLength
}

/** Where the values of a tile begin; `tileRow` is at least `tileColumn`. */
export function tileStart(tileRow: number, tileColumn: number): number {
  return ((tileRow * (tileRow + 1)) / 2 + tileColumn) * tileLength
}

/** Where an entry is; `row` is at least `column`. */
export function tiledIndex(row: number, column: number): number {
  const start = tileStart(row >>> tileBits, column >>> tileBits)
  return start + (row & (tileSize - 1)) * tileSize + (column & (tileSize - 1))
}

/** The entry at any row and column. */
export function entryOf(matrix: TiledMatrix, row: number, column: number): number {
  return matrix.values[row >= column ? tiledIndex(row, column) : tiledIndex(column, row)] ?? 0
}
