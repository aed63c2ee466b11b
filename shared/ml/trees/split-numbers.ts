import { binsPerFeature } from './feature-bins.ts'
import { leafGain, type Split, type SplitSearch, type Sums, without } from './split.ts'

/**
 * The threshold of a feature with the largest gain, with missing values on the side that suits them better (Chen, Guestrin
 * 2016, algorithm 3); where none are missing, they will go with the larger half. Null when no cut gains more than
 * `leastGain` and leaves enough on both sides.
 */
export function splitNumbers(search: SplitSearch, binCount: number, leastGain: number): Split | null {
  const { histogram, slot, whole } = search
  const missingCount = histogram.counts[slot * binsPerFeature] as number
  const missingRight = bestCut(search, binCount, false, leastGain)
  if (missingCount === 0) {
    return missingRight && { ...missingRight, missingLeft: missingRight.left.count * 2 > whole.count }
  }
  return bestCut(search, binCount - 1, true, missingRight?.gain ?? leastGain) ?? missingRight
}

/** The best of the cuts after bins 1 to `lastBin`. */
function bestCut(
  search: SplitSearch,
  lastBin: number,
  missingLeft: boolean,
  leastGain: number,
): Split | null {
  const { histogram, slot, whole, options } = search
  const { gradients, hessians, counts } = histogram
  const { l1, l2, minLeafRows, minLeafHessian } = options
  const offset = slot * binsPerFeature
  const wholeGain = leafGain(whole.gradient, whole.hessian, l1, l2)
  let [gradient, hessian, count] = [0, 0, 0]
  if (missingLeft) {
    gradient = gradients[offset] as number
    hessian = hessians[offset] as number
    count = counts[offset] as number
  }
  let best: { bin: number; left: Sums } | null = null
  let bestGain = leastGain
  for (let bin = 1; bin <= lastBin; bin++) {
    const inBin = counts[offset + bin] as number
    if (inBin === 0) continue
    gradient += gradients[offset + bin] as number
    hessian += hessians[offset + bin] as number
    count += inBin
    if (count < minLeafRows || hessian < minLeafHessian) continue
    if (whole.count - count < minLeafRows) break
    const hessianRight = whole.hessian - hessian
    if (hessianRight < minLeafHessian) break
    const gain =
      leafGain(gradient, hessian, l1, l2) +
      leafGain(whole.gradient - gradient, hessianRight, l1, l2) -
      wholeGain
    if (gain <= bestGain) continue
    bestGain = gain
    best = { bin, left: { gradient, hessian, count } }
  }
  if (best === null) return null
  const { bin, left } = best
  return { slot, gain: bestGain, bin, leftBins: null, missingLeft, left, right: without(whole, left) }
}
