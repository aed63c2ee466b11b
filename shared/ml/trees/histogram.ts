import { binsPerFeature } from './feature-bins.ts'

/**
 * Sums of derivatives and numbers of rows of one leaf, for each bin of each feature: the bin `b` of the feature in slot `s`
 * stands at `s * binsPerFeature + b`.
 */
export interface Histogram {
  readonly gradients: Float64Array
  readonly hessians: Float64Array
  readonly counts: Int32Array
}

/** Features are summed up four at a time, so that a row's derivatives are read once for four. */
const featuresAtOnce = 4

/** Room for a histogram of so many features. */
export function emptyHistogram(featureCount: number): Histogram {
  const size = Math.ceil(featureCount / featuresAtOnce) * featuresAtOnce * binsPerFeature
  return {
    gradients: new Float64Array(size),
    hessians: new Float64Array(size),
    counts: new Int32Array(size),
  }
}

/** Rows of one leaf and their derivatives, side by side in the same order. */
export interface LeafRows {
  readonly rows: Int32Array
  readonly gradients: Float64Array
  readonly hessians: Float64Array
}

/** Fills a histogram from the rows of a leaf; one column of bins a slot. */
export function fillHistogram(histogram: Histogram, columns: readonly Uint8Array[], leaf: LeafRows): void {
  histogram.gradients.fill(0)
  histogram.hessians.fill(0)
  histogram.counts.fill(0)
  const last = columns.length - 1
  for (let slot = 0; slot <= last; slot += featuresAtOnce) {
    // Where fewer than four are left, the last one is counted again into slots that nobody reads.
    addFour(
      columns[slot] as Uint8Array,
      columns[Math.min(slot + 1, last)] as Uint8Array,
      columns[Math.min(slot + 2, last)] as Uint8Array,
      columns[Math.min(slot + 3, last)] as Uint8Array,
      slot * binsPerFeature,
      leaf,
      histogram,
    )
  }
}

function addFour(
  first: Uint8Array,
  second: Uint8Array,
  third: Uint8Array,
  fourth: Uint8Array,
  offset: number,
  leaf: LeafRows,
  histogram: Histogram,
): void {
  const { rows, gradients, hessians } = leaf
  const { gradients: gradientSums, hessians: hessianSums, counts } = histogram
  const [secondOffset, thirdOffset, fourthOffset] = [
    offset + binsPerFeature,
    offset + 2 * binsPerFeature,
    offset + 3 * binsPerFeature,
  ]
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as number
    const gradient = gradients[index] as number
    const hessian = hessians[index] as number
    let at = offset + (first[row] as number)
    gradientSums[at] = (gradientSums[at] as number) + gradient
    hessianSums[at] = (hessianSums[at] as number) + hessian
    counts[at] = (counts[at] as number) + 1
    at = secondOffset + (second[row] as number)
    gradientSums[at] = (gradientSums[at] as number) + gradient
    hessianSums[at] = (hessianSums[at] as number) + hessian
    counts[at] = (counts[at] as number) + 1
    at = thirdOffset + (third[row] as number)
    gradientSums[at] = (gradientSums[at] as number) + gradient
    hessianSums[at] = (hessianSums[at] as number) + hessian
    counts[at] = (counts[at] as number) + 1
    at = fourthOffset + (fourth[row] as number)
    gradientSums[at] = (gradientSums[at] as number) + gradient
    hessianSums[at] = (hessianSums[at] as number) + hessian
    counts[at] = (counts[at] as number) + 1
  }
}

/** Turns the histogram of a leaf into that of one half of it, given the other half's. */
export function subtractHistogram(whole: Histogram, half: Histogram): void {
  for (let at = 0; at < whole.counts.length; at++) {
    whole.gradients[at] = (whole.gradients[at] as number) - (half.gradients[at] as number)
    whole.hessians[at] = (whole.hessians[at] as number) - (half.hessians[at] as number)
    whole.counts[at] = (whole.counts[at] as number) - (half.counts[at] as number)
  }
}
