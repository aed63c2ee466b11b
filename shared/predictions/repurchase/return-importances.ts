import type { RepurchaseRow } from './repurchase-row.ts'
import {
  inputNames,
  type ReturnModel,
  type ReturnStack,
  returnContributions,
  returnInputs,
} from './return-model.ts'

/** Rows that are explained; more would take long and say the same. */
const explainedRows = 300

/** How much each input moves the score of a customer, on average over rows spread evenly; shares of the whole, largest first. */
export function returnImportances(
  model: ReturnModel,
  stack: ReturnStack,
  rows: readonly RepurchaseRow[],
): { feature: string; share: number }[] {
  const step = Math.max(1, Math.ceil(rows.length / explainedRows))
  const explained = rows.filter((_, index) => index % step === 0)
  const inputs = returnInputs(explained, model, null)
  const sums = new Float64Array(inputNames.length)
  for (let row = 0; row < explained.length; row += 1) {
    for (const [input, part] of returnContributions(model, stack, inputs, row).entries()) {
      sums[input] = (sums[input] ?? 0) + Math.abs(part)
    }
  }
  const total = sums.reduce((sum, part) => sum + part, 0)
  return inputNames
    .map((feature, input) => ({ feature, share: total === 0 ? 0 : (sums[input] ?? 0) / total }))
    .sort((left, right) => right.share - left.share)
}
