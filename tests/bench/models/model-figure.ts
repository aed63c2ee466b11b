/** One figure of a model on public data, beside what it is to be held against. */
export interface ModelFigure {
  /** `Telco churn, 5-fold AUC`. */
  readonly what: string
  readonly ours: number
  readonly goal: { readonly atLeast: number } | { readonly atMost: number } | null
  /** A plain method on the same data in the same run, and its name. */
  readonly baseline: { readonly name: string; readonly value: number } | null
  /** What others published, and where. */
  readonly published: string | null
}

/** One task: the folder of public data it needs (`telco-churn`; null: none) and what it measures there. */
export interface ModelTask {
  readonly name: string
  readonly data: string | null
  measure(dataFolder: string): Promise<ModelFigure[]>
}
