import { type TiledMatrix, tileSize, tileStart } from './tiled-matrix.ts'

/**
 * Turns a symmetric positive definite matrix into its inverse, in place. False when it is not positive definite (as far
 * as 64 bits can tell); its values are then of no use any more.
 *
 * The sweep operator (Goodnight 1979, "A tutorial on the SWEEP operator"), a tile at a time: size³ / 2 multiplications
 * and, beside the matrix, one panel of size x 64 numbers twice.
 */
export function invertPositiveDefinite(matrix: TiledMatrix): boolean {
  const { tileCount, values } = matrix
  const panel = new Float64Array(tileCount * tileSize * tileSize)
  const scaled = new Float64Array(panel.length)
  const pivot = new Float64Array(tileSize * tileSize)
  for (let at = 0; at < tileCount; at += 1) {
    takePanel(matrix, at, panel)
    takePivot(values, tileStart(at, at), pivot)
    if (!invertTile(pivot)) return false
    scaled.fill(0)
    for (let tile = 0; tile < tileCount; tile += 1) {
      if (tile !== at)
        addProduct(scaled, tile * tileSize * tileSize, panel, tile * tileSize * tileSize, pivot, 0, 1)
    }
    sweepOthers(matrix, at, scaled, panel)
    putPanel(matrix, at, scaled)
    const start = tileStart(at, at)
    for (let index = 0; index < pivot.length; index += 1) values[start + index] = -(pivot[index] ?? 0)
  }
  // The sweep of all tiles leaves the negative of the inverse.
  for (let index = 0; index < values.length; index += 1) values[index] = -(values[index] ?? 0)
  return true
}

/** Every tile outside the row and column `at`: less scaled panel times panel. */
function sweepOthers(
  { tileCount, values }: TiledMatrix,
  at: number,
  scaled: Float64Array,
  panel: Float64Array,
): void {
  const length = tileSize * tileSize
  for (let row = 0; row < tileCount; row += 1) {
    if (row === at) continue
    for (let column = 0; column <= row; column += 1) {
      if (column === at) continue
      addProduct(values, tileStart(row, column), scaled, row * length, panel, column * length, -1)
    }
  }
}

/** Column of tiles `at` as one panel of `tileCount` tiles; above the diagonal they are the turned tiles of its row. */
function takePanel({ tileCount, values }: TiledMatrix, at: number, panel: Float64Array): void {
  const length = tileSize * tileSize
  for (let tile = 0; tile < tileCount; tile += 1) {
    if (tile >= at) {
      const start = tileStart(tile, at)
      panel.set(values.subarray(start, start + length), tile * length)
    } else {
      copyTurned(values, tileStart(at, tile), panel, tile * length)
    }
  }
}

function putPanel({ tileCount, values }: TiledMatrix, at: number, panel: Float64Array): void {
  const length = tileSize * tileSize
  for (let tile = 0; tile < tileCount; tile += 1) {
    if (tile > at) values.set(panel.subarray(tile * length, (tile + 1) * length), tileStart(tile, at))
    else if (tile < at) copyTurned(panel, tile * length, values, tileStart(at, tile))
  }
}

function copyTurned(from: Float64Array, fromStart: number, to: Float64Array, toStart: number): void {
  for (let row = 0; row < tileSize; row += 1) {
    for (let column = 0; column < tileSize; column += 1) {
      to[toStart + column * tileSize + row] = from[fromStart + row * tileSize + column] ?? 0
    }
  }
}

/** A tile on the diagonal, its upper half made from the lower one, which alone is kept right by callers. */
function takePivot(values: Float64Array, start: number, pivot: Float64Array): void {
  for (let row = 0; row < tileSize; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const value = values[start + row * tileSize + column] ?? 0
      pivot[row * tileSize + column] = value
      pivot[column * tileSize + row] = value
    }
  }
}

/** Gauss-Jordan elimination of one tile, in place; false when a pivot is not clearly above zero. */
function invertTile(tile: Float64Array): boolean {
  let largest = 0
  for (let row = 0; row < tileSize; row += 1)
    largest = Math.max(largest, Math.abs(tile[row * tileSize + row] ?? 0))
  for (let at = 0; at < tileSize; at += 1) {
    const pivot = tile[at * tileSize + at] ?? 0
    if (!(pivot > largest * 1e-14)) return false
    const inverse = 1 / pivot
    tile[at * tileSize + at] = 1
    for (let column = 0; column < tileSize; column += 1) {
      tile[at * tileSize + column] = (tile[at * tileSize + column] ?? 0) * inverse
    }
    for (let row = 0; row < tileSize; row += 1) {
      const factor = tile[row * tileSize + at] ?? 0
      if (row === at || factor === 0) continue
      tile[row * tileSize + at] = 0
      for (let column = 0; column < tileSize; column += 1) {
        const index = row * tileSize + column
        tile[index] = (tile[index] ?? 0) - factor * (tile[at * tileSize + column] ?? 0)
      }
    }
  }
  return true
}

/**
 * `to += sign * left * right'` for one tile each. Two rows by four columns are summed side by side, in as many
 * variables as a processor has registers for.
 */
function addProduct(
  to: Float64Array,
  toStart: number,
  left: Float64Array,
  leftStart: number,
  right: Float64Array,
  rightStart: number,
  sign: 1 | -1,
): void {
  for (let row = 0; row < tileSize; row += 2) {
    const leftRow = leftStart + row * tileSize
    for (let column = 0; column < tileSize; column += 4) {
      const rightRow = rightStart + column * tileSize
      let a0 = 0
      let a1 = 0
      let a2 = 0
      let a3 = 0
      let b0 = 0
      let b1 = 0
      let b2 = 0
      let b3 = 0
      for (let step = 0; step < tileSize; step += 1) {
        const a = left[leftRow + step] as number
        const b = left[leftRow + tileSize + step] as number
        const r0 = right[rightRow + step] as number
        const r1 = right[rightRow + tileSize + step] as number
        const r2 = right[rightRow + 2 * tileSize + step] as number
        const r3 = right[rightRow + 3 * tileSize + step] as number
        a0 += a * r0
        a1 += a * r1
        a2 += a * r2
        a3 += a * r3
        b0 += b * r0
        b1 += b * r1
        b2 += b * r2
        b3 += b * r3
      }
      const above = toStart + row * tileSize + column
      const below = above + tileSize
      to[above] = (to[above] as number) + sign * a0
      to[above + 1] = (to[above + 1] as number) + sign * a1
      to[above + 2] = (to[above + 2] as number) + sign * a2
      to[above + 3] = (to[above + 3] as number) + sign * a3
      to[below] = (to[below] as number) + sign * b0
      to[below + 1] = (to[below + 1] as number) + sign * b1
      to[below + 2] = (to[below + 2] as number) + sign * b2
      to[below + 3] = (to[below + 3] as number) + sign * b3
    }
  }
}
