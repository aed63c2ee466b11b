import * as z from 'zod'
import { columnsNamed } from '../columns-named.ts'
import type { Dataset } from '../dataset.ts'
import type { PointSource } from './point-source.ts'

export const logScalerSchema = z.object({
  featureNames: z.array(z.string()).readonly(),
  means: z.array(z.number()).readonly(),
  /** Population standard deviations; 0 for a feature that is the same for everybody, which then says nothing. */
  deviations: z.array(z.number().nonnegative()).readonly(),
})
/** How features are brought to one scale: logarithm, less the mean, by the standard deviation. */
export type LogScaler = z.infer<typeof logScalerSchema>

/** log(1 + x), and for a negative x the same with a minus, so that a refund is as far from zero as a purchase. */
export function signedLog(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value))
}

/** Means and deviations of the logarithms of each feature, missing values left out. A feature nobody has gets 0 and 0. */
export function fitLogScaler(dataset: Dataset): LogScaler {
  const means: number[] = []
  const deviations: number[] = []
  for (const column of dataset.columns) {
    const logs = column.map(signedLog).filter(Number.isFinite)
    const mean = logs.length === 0 ? 0 : logs.reduce((sum, value) => sum + value, 0) / logs.length
    const squares = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    const deviation = logs.length === 0 ? 0 : Math.sqrt(squares / logs.length)
    means.push(mean)
    // What is left of a constant by rounding is no deviation.
    deviations.push(deviation > 1e-12 * Math.max(1, Math.abs(mean)) ? deviation : 0)
  }
  return { featureNames: [...dataset.featureNames], means, deviations }
}

/** The rows as points. A missing value stands at the mean, 0. */
export function scaleRows(scaler: LogScaler, dataset: Dataset): PointSource {
  const columns = columnsNamed(dataset, scaler.featureNames)
  return {
    rowCount: dataset.rowCount,
    point: (row) => columns.map((column, feature) => scaleValue(scaler, feature, column[row] ?? Number.NaN)),
  }
}

function scaleValue(scaler: LogScaler, feature: number, value: number): number {
  const deviation = scaler.deviations[feature] ?? 0
  const log = signedLog(value)
  return deviation > 0 && Number.isFinite(log) ? (log - (scaler.means[feature] ?? 0)) / deviation : 0
}

/** A point in the units of the features again. */
export function unscalePoint(scaler: LogScaler, point: readonly number[]): number[] {
  return point.map((value, feature) => {
    const log = value * (scaler.deviations[feature] ?? 0) + (scaler.means[feature] ?? 0)
    return Math.sign(log) * Math.expm1(Math.abs(log))
  })
}
