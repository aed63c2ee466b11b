/** Rows that are explained; more would take long and say the same. */
const explainedRows = 300

/** So many of the rows, spread evenly. */
export function explainedOf<Row>(rows: readonly Row[]): Row[] {
  const step = Math.max(1, Math.ceil(rows.length / explainedRows))
  return rows.filter((_, index) => index % step === 0)
}

/** How much each input moves the answer on average over rows; shares of the whole, largest first. */
export function meanContributions(
  names: readonly string[],
  contributionsOfRows: Iterable<Float64Array>,
): { feature: string; share: number }[] {
  const sums = new Float64Array(names.length)
  for (const contributions of contributionsOfRows) {
    for (const [input, part] of contributions.entries()) sums[input] = (sums[input] ?? 0) + Math.abs(part)
  }
  const total = sums.reduce((sum, part) => sum + part, 0)
  return names
    .map((feature, input) => ({ feature, share: total === 0 ? 0 : (sums[input] ?? 0) / total }))
    .sort((left, right) => right.share - left.share)
}
