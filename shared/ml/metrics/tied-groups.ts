/** Rows that have the same score. */
export interface TiedGroup {
  readonly score: number
  readonly rows: Uint32Array
}

/**
 * Rows by score, the highest first, those with the same score in one group. Every metric of an order is made of these, so
 * that none depends on how the rows happened to stand.
 */
export function tiedGroups(scores: Float64Array): TiedGroup[] {
  const order = Uint32Array.from(scores.keys()).sort(
    (a, b) => (scores[b] as number) - (scores[a] as number) || a - b,
  )
  const groups: TiedGroup[] = []
  let start = 0
  while (start < order.length) {
    const score = scores[order[start] as number] as number
    let end = start + 1
    while (end < order.length && scores[order[end] as number] === score) end++
    groups.push({ score, rows: order.subarray(start, end) })
    start = end
  }
  return groups
}

/** The sum of a value over some rows. */
export function sumOver(values: Float64Array, rows: Uint32Array): number {
  let sum = 0
  for (const row of rows) sum += values[row] as number
  return sum
}
