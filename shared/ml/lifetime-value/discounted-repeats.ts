import type { RepeatHistory } from './repeat-history.ts'
import type { RepeatFormulas } from './repeat-model.ts'

/** How far ahead is looked, and how much less a later month is worth. */
export interface Discounting {
  readonly months: number
  /** In the unit of the history's times: 30.4375 where they are days. */
  readonly monthLength: number
  /** 0.01: what comes a month later is worth a hundredth less. */
  readonly monthlyDiscountRate: number
}

/** The repeats to expect of a person, and what they are worth today. */
export interface DiscountedRepeats {
  readonly expected: number
  /** The same, each month's discounted from its end on. */
  readonly discounted: number
}

/**
 * The repeats to expect of a known person, month by month, and what they come to when later ones count less; times the value of
 * one (`gammaGamma`) it is the lifetime value of Fader, Hardie and Lee 2005, "RFM and CLV", over a finite time.
 */
export function discountedRepeats(
  formulas: RepeatFormulas,
  history: RepeatHistory,
  { months, monthLength, monthlyDiscountRate }: Discounting,
): DiscountedRepeats {
  let [expected, discounted] = [0, 0]
  for (let month = 1; month <= months; month += 1) {
    const until = formulas.expectedFurther(history, month * monthLength)
    discounted += (until - expected) * (1 + monthlyDiscountRate) ** -month
    expected = until
  }
  return { expected, discounted }
}
