import { binsPerFeature } from './feature-bins.ts'
import { leafGain, type Split, type SplitSearch, type Sums, without } from './split.ts'

/**
 * The set of categories with the largest gain against all others, missing and unknown ones among the others. Few categories:
 * each against the rest. Many: those with enough rows are ordered by gradient over hessian, for the best set is then
 * a beginning or an end of that order (Fisher 1958; as in LightGBM, Ke et al. 2017). Null when no set gains enough.
 */
export function splitCategories(search: SplitSearch, binCount: number, leastGain: number): Split | null {
  const { histogram, slot, options } = search
  const present = Array.from({ length: binCount }, (_, index) => index + 1).filter(
    (bin) => (histogram.counts[slot * binsPerFeature + bin] as number) > 0,
  )
  if (present.length <= options.oneAgainstRestCategories) {
    return bestBeginning(
      search,
      present.map((bin) => [bin]),
      options.l2,
      leastGain,
    )
  }
  const { categorySmoothing, maxCutCategories } = options
  const sums = (bin: number) => sumsOf(search, bin)
  const steepness = (bin: number) => sums(bin).gradient / (sums(bin).hessian + categorySmoothing)
  const ordered = present
    .filter((bin) => sums(bin).count >= categorySmoothing)
    .sort((a, b) => steepness(a) - steepness(b) || a - b)
  const longest = Math.min(maxCutCategories, Math.ceil(ordered.length / 2))
  const l2 = options.l2 + options.categoryL2
  const low = bestBeginning(search, beginnings(ordered, longest), l2, leastGain)
  const high = bestBeginning(search, beginnings(ordered.toReversed(), longest), l2, low?.gain ?? leastGain)
  return high ?? low
}

function beginnings(ordered: readonly number[], longest: number): number[][] {
  return Array.from({ length: longest }, (_, index) => ordered.slice(0, index + 1))
}

function sumsOf({ histogram, slot }: SplitSearch, bin: number): Sums {
  const at = slot * binsPerFeature + bin
  return {
    gradient: histogram.gradients[at] as number,
    hessian: histogram.hessians[at] as number,
    count: histogram.counts[at] as number,
  }
}

function bestBeginning(
  search: SplitSearch,
  candidates: readonly number[][],
  l2: number,
  leastGain: number,
): Split | null {
  const { slot, whole, options } = search
  const { l1, minLeafRows, minLeafHessian } = options
  const isEnough = ({ count, hessian }: Sums) => count >= minLeafRows && hessian >= minLeafHessian
  const gainOf = ({ gradient, hessian }: Sums) => leafGain(gradient, hessian, l1, l2)
  const wholeGain = leafGain(whole.gradient, whole.hessian, l1, options.l2)
  let best: Split | null = null
  for (const leftBins of candidates) {
    const left = leftBins
      .map((bin) => sumsOf(search, bin))
      .reduce((sum, { gradient, hessian, count }) => ({
        gradient: sum.gradient + gradient,
        hessian: sum.hessian + hessian,
        count: sum.count + count,
      }))
    const right = without(whole, left)
    if (!isEnough(left) || !isEnough(right)) continue
    const gain = gainOf(left) + gainOf(right) - wholeGain
    if (gain <= (best?.gain ?? leastGain)) continue
    best = { slot, gain, bin: null, leftBins, missingLeft: false, left, right }
  }
  return best
}
