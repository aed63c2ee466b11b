/** What recurred to one person (of one thing), as the gaps between, oldest first. Lengths in one unit, all above 0. */
export interface RenewalSeries {
  readonly gaps: readonly number[]
  /** How much was taken at the start of each gap, in any unit above 0; absent: always as much. */
  readonly sizes?: readonly number[]
  /** How long the gap that is still open has lasted, and how much was taken at its start. */
  readonly open?: { readonly length: number; readonly size?: number }
}

/** No more gaps than these, the newest, say anything. */
const mostGaps = 19

/** How much longer than usual a gap is expected to last after taking `size`, when usually it is `usualSize`. */
export function stretchOf(size: number, usualSize: number, sizeExponent: number): number {
  return sizeExponent === 0 ? 1 : Math.min(20, Math.max(0.05, (size / usualSize) ** sizeExponent))
}

/** The size in the middle of a series' sizes, on a scale of proportions: their geometric mean. 1 without any. */
export function usualSize({ sizes = [], gaps }: RenewalSeries): number {
  const known = sizes.slice(0, gaps.length).slice(-mostGaps)
  if (known.length === 0) return 1
  return Math.exp(known.reduce((sum, size) => sum + Math.log(size), 0) / known.length)
}

/** The newest gaps as they would have been had as much been taken as usual. */
export function evenedGaps(series: RenewalSeries, sizeExponent: number): number[] {
  const usual = usualSize(series)
  const from = Math.max(0, series.gaps.length - mostGaps)
  return series.gaps
    .slice(from)
    .map((gap, index) => gap / stretchOf(series.sizes?.[from + index] ?? usual, usual, sizeExponent))
}

/** The gap that is still open, as it would be had as much been taken as usual; null: nothing is known of it. */
export function evenedOpen(series: RenewalSeries, sizeExponent: number): number | null {
  if (series.open === undefined) return null
  const usual = usualSize(series)
  return series.open.length / stretchOf(series.open.size ?? usual, usual, sizeExponent)
}
