/**
 * The cheapest one-to-one assignment of rows to columns (Kuhn 1955; the shortest augmenting paths of Jonker and Volgenant 1987), cubic time.
 * `costs[row][column]`, all finite, each row as long as the first. Where there are more rows than columns, some rows stay without.
 *
 * Returns the column of each row, or -1.
 */
export function assignPairs(costs: readonly (readonly number[])[]): number[] {
  const rowCount = costs.length
  const columnCount = costs[0]?.length ?? 0
  if (rowCount > columnCount) {
    const columnOfRow = new Array<number>(rowCount).fill(-1)
    const turned = Array.from({ length: columnCount }, (_, column) => costs.map((row) => row[column] ?? 0))
    for (const [column, row] of assignPairs(turned).entries()) columnOfRow[row] = column
    return columnOfRow
  }
  // Column 0 and row 0 are the outside, from which each path starts.
  const rowOfColumn = new Array<number>(columnCount + 1).fill(0)
  const rowPrices = new Float64Array(rowCount + 1)
  const columnPrices = new Float64Array(columnCount + 1)
  for (let row = 1; row <= rowCount; row++) {
    rowOfColumn[0] = row
    const { end, cameFrom } = cheapestPath(costs, rowOfColumn, rowPrices, columnPrices)
    for (let column = end; column !== 0; ) {
      const previous = cameFrom[column] ?? 0
      rowOfColumn[column] = rowOfColumn[previous] ?? 0
      column = previous
    }
  }
  const columnOfRow = new Array<number>(rowCount).fill(-1)
  for (let column = 1; column <= columnCount; column++) {
    const row = rowOfColumn[column] ?? 0
    if (row > 0) columnOfRow[row - 1] = column - 1
  }
  return columnOfRow
}

/** The cheapest way, by Dijkstra over reduced costs, from the row outside to a free column; prices are put right on the way. */
function cheapestPath(
  costs: readonly (readonly number[])[],
  rowOfColumn: readonly number[],
  rowPrices: Float64Array,
  columnPrices: Float64Array,
): { end: number; cameFrom: number[] } {
  const width = rowOfColumn.length
  const slack = new Float64Array(width).fill(Number.POSITIVE_INFINITY)
  const cameFrom = new Array<number>(width).fill(0)
  const isDone = new Array<boolean>(width).fill(false)
  let column = 0
  do {
    isDone[column] = true
    const row = rowOfColumn[column] ?? 0
    let next = 0
    let step = Number.POSITIVE_INFINITY
    for (let candidate = 1; candidate < width; candidate++) {
      if (isDone[candidate]) continue
      const reduced =
        (costs[row - 1]?.[candidate - 1] ?? 0) - (rowPrices[row] ?? 0) - (columnPrices[candidate] ?? 0)
      if (reduced < (slack[candidate] ?? 0)) {
        slack[candidate] = reduced
        cameFrom[candidate] = column
      }
      if ((slack[candidate] ?? 0) < step) {
        step = slack[candidate] ?? 0
        next = candidate
      }
    }
    for (let other = 0; other < width; other++) {
      const otherRow = rowOfColumn[other] ?? 0
      if (isDone[other]) {
        rowPrices[otherRow] = (rowPrices[otherRow] ?? 0) + step
        columnPrices[other] = (columnPrices[other] ?? 0) - step
      } else slack[other] = (slack[other] ?? 0) - step
    }
    column = next
  } while ((rowOfColumn[column] ?? 0) !== 0)
  return { end: column, cameFrom }
}
