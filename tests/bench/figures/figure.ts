/** One line of the table: what was measured, and the plain baseline of the same run. */
export interface Figure {
  readonly name: string
  readonly measured: Measured
  readonly baseline?: Baseline
  readonly goal?: Goal
  /** What a reader has to know to judge the figure. */
  readonly note?: string
}

export interface Measured {
  readonly value: number
  readonly unit: Unit
  readonly p50Ms?: number
  readonly p95Ms?: number
  readonly p99Ms?: number
  /** CPU time of the workerd process for each event, all threads, microseconds. */
  readonly cpuMicros?: number
}

export interface Baseline extends Measured {
  readonly name: string
}

export type Unit = 'events/s' | 'webhooks/s' | 'rows/s' | 'ms' | 's' | 'MB' | '%' | 'exact'

export interface Goal {
  readonly text: string
  readonly isMet: boolean
}

/** How many times the baseline the measured value is; undefined without a baseline in the same kind of unit. */
export function ratioOf({ measured, baseline }: Figure): number | undefined {
  return baseline === undefined || baseline.value === 0 ? undefined : measured.value / baseline.value
}

export function atLeast(value: number, goal: number, text: string): Goal {
  return { text, isMet: value >= goal }
}

export function below(value: number, goal: number, text: string): Goal {
  return { text, isMet: value < goal }
}
