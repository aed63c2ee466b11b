import type { JsonObject } from '../../kernel/json.ts'
import { discountedRepeats } from '../../ml/lifetime-value/discounted-repeats.ts'
import { noPurchaseYet } from '../new-prediction.ts'
import { isElsewhere, readTrained } from '../repurchase/repurchase-artifact.ts'
import { stateAt } from '../repurchase/repurchase-row.ts'
import type { LearningContext, LearningExample } from '../trainable.ts'
import { spending } from './lifetime-value.ts'
import { orderDays } from './spend-model.ts'

/** Of the Gregorian calendar on average. */
const daysOfMonth = 365.2425 / 12

/** How far ahead is looked, and by how much a later month counts less: 0.01 is a hundredth. */
export interface MonthsAhead {
  readonly months: number
  readonly monthlyDiscountRate: number
}

/** What is expected of a customer; amounts in minor units of the tenant's currency. */
export interface ValueOfMonths {
  /** Days on which something is bought. */
  readonly expectedOrderDays: number
  readonly orderDayValueMinor: number
  readonly valueMinor: number
  /** What that is worth today. */
  readonly discountedMinor: number
}

/**
 * What a customer will spend over so many months by the model in use: repeats by MBG/NBD times the value of a day by Gamma-Gamma
 * (Fader, Hardie and Lee 2005, "RFM and CLV"). Further ahead, but coarser than the prediction of the horizon, which looks at more
 * than the rhythm. In words what is missing when it cannot be told.
 */
export function valueOfMonths(
  artifact: JsonObject | null,
  example: LearningExample | undefined,
  context: LearningContext,
  { months, monthlyDiscountRate }: MonthsAhead,
): ValueOfMonths | { readonly missing: string } {
  if (artifact === null) return { missing: 'Not enough yet: no model of lifetime value is in use' }
  if (isElsewhere(artifact))
    return { missing: 'The model in use was learned elsewhere and looks ahead no further than its 90 days' }
  const { serving } = readTrained(spending, artifact)
  if (serving.dayValues === null)
    return { missing: 'Not enough yet: too few customers came back. Train again when more have' }
  const state = example === undefined ? null : stateAt(example, context, context.asOfMs)
  if (state === null) return { missing: noPurchaseYet }
  const { frequency, recencyDays, ageDays } = state
  const history = { frequency, recency: recencyDays, age: ageDays }
  const { expected, discounted } = discountedRepeats(serving.returns.repeat, history, {
    months,
    monthLength: daysOfMonth,
    monthlyDiscountRate,
  })
  const orderDayValueMinor = serving.dayValues.predict(orderDays([state]))[0] ?? 0
  return {
    expectedOrderDays: expected,
    orderDayValueMinor: Math.round(orderDayValueMinor),
    valueMinor: Math.round(expected * orderDayValueMinor),
    discountedMinor: Math.round(discounted * orderDayValueMinor),
  }
}
