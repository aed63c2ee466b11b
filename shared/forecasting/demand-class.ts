/** How regular demand comes and how even its sizes are. */
export type DemandClass = 'none' | 'smooth' | 'erratic' | 'intermittent' | 'lumpy'

export interface DemandProfile {
  readonly kind: DemandClass
  /** Mean points from one demand to the next; 1 is demand at every point. Infinite without any. */
  readonly meanInterval: number
  /** Squared coefficient of variation of the sizes that are not zero. */
  readonly squaredVariation: number
}

/** The borders of Syntetos, Boylan and Croston (2005), where the better of Croston's and Syntetos and Boylan's methods changes. */
export const longInterval = 1.32
const highVariation = 0.49

/** Sorts a series of demand (missing points are NaN and left out) by Syntetos, Boylan and Croston (2005). */
export function classifyDemand(series: Float64Array): DemandProfile {
  let known = 0
  let demands = 0
  let sum = 0
  let squares = 0
  for (const value of series) {
    if (Number.isNaN(value)) continue
    known++
    if (value === 0) continue
    demands++
    sum += value
    squares += value * value
  }
  if (demands === 0) return { kind: 'none', meanInterval: Number.POSITIVE_INFINITY, squaredVariation: 0 }
  const mean = sum / demands
  const meanInterval = known / demands
  const squaredVariation = mean === 0 ? 0 : Math.max(0, squares / demands / (mean * mean) - 1)
  const often = meanInterval < longInterval
  const even = squaredVariation < highVariation
  const kind = often ? (even ? 'smooth' : 'erratic') : even ? 'intermittent' : 'lumpy'
  return { kind, meanInterval, squaredVariation }
}
