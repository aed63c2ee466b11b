import { dayMs } from '../../kernel/time.ts'

/** How far ahead it is asked whether a customer comes back, and what they spend. */
export const horizonDays = 90

/** Between two moments that are learned from, so that rows of one customer do not say nearly the same. */
const stepDays = 30
const learnedCuts = 3

/**
 * The moments from which a model looks back at features and ahead at what came of them, UTC epoch ms. The first is held out:
 * what came of it lies within the last {@link horizonDays}. All of the others had their outcome before it, so that nothing
 * of the hold-out is learned.
 */
export function repurchaseCuts(asOfMs: number): number[] {
  const heldOut = asOfMs - horizonDays * dayMs
  const latest = heldOut - horizonDays * dayMs
  return [heldOut, ...Array.from({ length: learnedCuts }, (_, index) => latest - index * stepDays * dayMs)]
}

/** The number of the cut whose outcome is held out. */
export const heldOutCut = 0
