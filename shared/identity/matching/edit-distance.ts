/**
 * How many insertions, deletions, replacements and swaps of two neighbours turn one text into the other, no part being
 * edited twice (Damerau 1964, in the form called optimal string alignment). More than `limit` is answered as
 * `limit + 1`, which saves most of the work.
 */
export function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1
  let start = 0
  const shortest = Math.min(left.length, right.length)
  while (start < shortest && left.charCodeAt(start) === right.charCodeAt(start)) start += 1
  let end = 0
  while (
    end < shortest - start &&
    left.charCodeAt(left.length - 1 - end) === right.charCodeAt(right.length - 1 - end)
  )
    end += 1
  // What begins and ends alike is left as it is by a cheapest way.
  const leftRest = left.slice(start, left.length - end)
  const rightRest = right.slice(start, right.length - end)
  // One edit reaches two characters at most: a swap.
  if (limit === 1 && Math.max(leftRest.length, rightRest.length) > 2) return 2
  return Math.min(fullDistance(leftRest, rightRest, limit), limit + 1)
}

function fullDistance(left: string, right: string, limit: number): number {
  if (left === '' || right === '') return left.length + right.length
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row]
    let lowest = row
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left.charCodeAt(row - 1) === right.charCodeAt(column - 1)
      const isSwap =
        row > 1 &&
        column > 1 &&
        left.charCodeAt(row - 1) === right.charCodeAt(column - 2) &&
        left.charCodeAt(row - 2) === right.charCodeAt(column - 1)
      const cost = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
        isSwap ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
      current.push(cost)
      lowest = Math.min(lowest, cost)
    }
    // A swap reaches back two rows, but the cheapest of that row is at most one cheaper, and the swap costs one.
    if (lowest > limit) return limit + 1
    beforeLast = last
    last = current
  }
  return at(last, right.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
