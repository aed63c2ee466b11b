import type { Dataset } from '../../ml/dataset.ts'
import type { RepurchaseState } from './repurchase-row.ts'
import { inputNames, type ReturnModel, returnInputs } from './return-model.ts'

/** What a model is asked about one customer. */
export interface CustomerInputs {
  /** One row. */
  readonly dataset: Dataset
  /** In the order of `inputNames`; NaN: missing. */
  readonly values: readonly number[]
  /** By name; null: missing. */
  readonly byName: Readonly<Record<string, number | null>>
}

export function customerInputs(state: RepurchaseState, model: ReturnModel): CustomerInputs {
  const dataset = returnInputs([state], model, null)
  const values = dataset.columns.map((column) => column[0] ?? Number.NaN)
  const known = values.map((value) => (Number.isNaN(value) ? null : value))
  return {
    dataset,
    values,
    byName: Object.fromEntries(inputNames.map((name, index) => [name, known[index] ?? null])),
  }
}
