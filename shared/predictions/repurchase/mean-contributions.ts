/** Rows that are explained; more would take long and say the same. */
const explainedRows = 300

/** So many of the rows, spread evenly. */
export function explainedOf<Row>(rows: readonly Row[]): Row[] {
  const step = Math.max(1, Math.ceil(rows.length / explainedRows))
  return rows.filter((_, index) => index % step === 0)
}

/** How much each input moves the answer on average over rows, by its column; shares of the whole, largest first. */
export function meanContributions(
  names: readonly string[],
  contributions: readonly Float64Array[],
): { feature: string; share: number }[] {
  const sums = contributions.map((parts) => parts.reduce((sum, part) => sum + Math.abs(part), 0))
  const total = sums.reduce((sum, part) => sum + part, 0)
  return names
    .map((feature, input) => ({ feature, share: total === 0 ? 0 : (sums[input] ?? 0) / total }))
    .sort((left, right) => right.share - left.share)
}
