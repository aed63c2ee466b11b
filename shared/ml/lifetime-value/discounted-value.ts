import type { RepeatHistory } from './repeat-history.ts'
import type { RepeatFormulas } from './repeat-model.ts'

/** Over so many equal parts of the horizon events are taken to come in the middle. */
const partCount = 24

/**
 * What the repeats to expect of a person within `horizon` are worth today, when each is worth `value` and a later one less by
 * `discountRate` (0.1: a tenth) per `discountPeriod`. Times are in the unit of the history.
 */
export function discountedValue(
  formulas: RepeatFormulas,
  history: RepeatHistory,
  value: number,
  {
    horizon,
    discountRate,
    discountPeriod,
  }: { horizon: number; discountRate: number; discountPeriod: number },
): number {
  let sum = 0
  let before = 0
  for (let part = 1; part <= partCount; part += 1) {
    const expected = formulas.expectedFurther(history, (horizon * part) / partCount)
    const middle = (horizon * (part - 0.5)) / partCount
    sum += (expected - before) * (1 + discountRate) ** (-middle / discountPeriod)
    before = expected
  }
  return value * sum
}
