import { addUp, type Hierarchy } from './hierarchy.ts'

/** Every sum is that of its bottom forecasts; forecasts of the sums themselves are dropped. */
export function reconcileBottomUp(hierarchy: Hierarchy, forecasts: Float64Array): Float64Array {
  return addUp(hierarchy, forecasts)
}
