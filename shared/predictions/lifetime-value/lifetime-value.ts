import { fail, succeed } from '../../kernel/result.ts'
import { newPrediction } from '../new-prediction.ts'
import { figureNames } from '../repurchase/repurchase-figures.ts'
import type { RepurchaseQuestion } from '../repurchase/repurchase-question.ts'
import type { RepurchaseRow } from '../repurchase/repurchase-row.ts'
import { repurchaseTrainable } from '../repurchase/repurchase-trainable.ts'
import { horizonDays } from '../repurchase/repurchase-window.ts'
import { returnContributions } from '../repurchase/return-model.ts'
import type { Trainable } from '../trainable.ts'
import { lifetimeValueCurves, lifetimeValueMetrics } from './lifetime-value-metrics.ts'
import {
  expectedSpends,
  fewestSpenders,
  fitSpendModel,
  readSpendModel,
  type SpendModel,
  spendModelToArtifact,
} from './spend-model.ts'

export const spending: RepurchaseQuestion<SpendModel> = {
  kind: 'lifetime-value',
  title: 'Lifetime value',
  decidedBy: { metric: 'spearman', isHigherBetter: true },
  algorithm: 'hurdle model: chance to come back (see churn) times spending by histogram-gbdt',
  check(learned) {
    const spenderCount = learned.filter(({ spendMinor }) => spendMinor > 0).length
    if (spenderCount >= fewestSpenders) return succeed(null)
    return fail({
      kind: 'not-enough-data',
      message: `Not enough yet: it takes ${fewestSpenders} customers whose later orders came to a known amount. There are ${spenderCount}`,
      retryable: false,
    })
  },
  build: (returns, rows, stack, seed) => fitSpendModel(rows, returns, stack, seed),
  returnsOf: ({ returns }) => returns,
  toArtifact: spendModelToArtifact,
  read: readSpendModel,
  parameters: ({ scale }) => ({ scale }),
  answers: expectedSpends,
  actual: (rows) => Float64Array.from(rows, ({ spendMinor }) => spendMinor),
  plainRule: (_, asked) => pastRate(asked),
  metrics: lifetimeValueMetrics,
  curves: lifetimeValueCurves,
  hasBands: true,
  contributions(model, stack, inputs) {
    // In logarithms the two parts add up: what moves the chance, and what moves the amount.
    const ofSpend = model.spend.explainAll(inputs).contributions
    return returnContributions(model.returns, stack, inputs).map((parts, input) =>
      parts.map((part, row) => part + (ofSpend[input]?.[row] ?? 0)),
    )
  },
  say: (value, band, factors) =>
    newPrediction('lifetime-value', {
      value: Math.round(value),
      lower: band === null ? null : Math.round(band.lower),
      upper: band === null ? null : Math.round(band.upper),
      factors,
    }),
  elsewhere: {
    objectives: new Set([
      'regression',
      'regression_l1',
      'huber',
      'fair',
      'quantile',
      'mape',
      'poisson',
      'gamma',
      'tweedie',
    ]),
    label: `what a customer spends within ${horizonDays} days, in minor units,`,
    bounded: (amountMinor) => Math.max(0, amountMinor),
  },
}

/** What a customer will spend within the next {@link horizonDays}. */
export const lifetimeValue: Trainable = repurchaseTrainable(spending)

/** The plain rule that a model has to beat: everybody goes on as in their past, but not from less than a horizon of it. */
function pastRate(rows: readonly RepurchaseRow[]): Float64Array {
  const figure = (row: RepurchaseRow, name: (typeof figureNames)[number]) =>
    row.figures[figureNames.indexOf(name)] ?? 0
  return Float64Array.from(
    rows,
    (row) => (figure(row, 'revenueMinor') * horizonDays) / Math.max(figure(row, 'tenureDays'), horizonDays),
  )
}
