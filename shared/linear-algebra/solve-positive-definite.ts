/**
 * Solves a small system of a symmetric positive definite matrix by Cholesky's decomposition: size³ / 6 multiplications. Null
 * when the matrix is not positive definite as far as 64 bits can tell.
 *
 * @param matrix row after row, `size` squared numbers; only those on and below the diagonal are read
 */
export function solvePositiveDefinite(matrix: Float64Array, right: Float64Array): Float64Array | null {
  const size = right.length
  const lower = new Float64Array(matrix.length)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let value = matrix[row * size + column] as number
      for (let k = 0; k < column; k++) {
        value -= (lower[row * size + k] as number) * (lower[column * size + k] as number)
      }
      if (row > column) {
        lower[row * size + column] = value / (lower[column * size + column] as number)
        continue
      }
      // What is left of the diagonal is rounding when it is this small a part of it.
      if (!(value > 1e-13 * (matrix[row * size + row] as number))) return null
      lower[row * size + row] = Math.sqrt(value)
    }
  }
  const solution = right.slice()
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) {
      solution[row] = (solution[row] as number) - (lower[row * size + k] as number) * (solution[k] as number)
    }
    solution[row] = (solution[row] as number) / (lower[row * size + row] as number)
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let k = row + 1; k < size; k++) {
      solution[row] = (solution[row] as number) - (lower[k * size + row] as number) * (solution[k] as number)
    }
    solution[row] = (solution[row] as number) / (lower[row * size + row] as number)
  }
  return solution
}
