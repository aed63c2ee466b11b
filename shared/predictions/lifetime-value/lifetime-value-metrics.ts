import type { ModelCurve } from '../../contracts/models.ts'
import { calibrationCurve, gainCurve } from '../../ml/metrics/curves.ts'
import { normalisedGini, spearman } from '../../ml/metrics/rank-agreement.ts'
import { mae, mape, r2, rmse } from '../../ml/metrics/regression-errors.ts'

/** How good predictions of spending are; amounts in minor units. Figures that cannot be computed are left out. */
export function lifetimeValueMetrics(predicted: Float64Array, actual: Float64Array): Record<string, number> {
  const spent = actual.reduce((sum, each) => sum + each, 0)
  const figures: Record<string, number | null> = {
    spearman: spearman(predicted, actual),
    normalisedGini: normalisedGini(predicted, actual),
    maeMinor: mae(predicted, actual),
    rmseMinor: rmse(predicted, actual),
    r2: r2(predicted, actual),
    mape: mape(predicted, actual).rate,
    totalRatio: spent > 0 ? predicted.reduce((sum, each) => sum + each, 0) / spent : null,
  }
  const known = Object.entries(figures).filter(
    (entry): entry is [string, number] => entry[1] !== null && Number.isFinite(entry[1]),
  )
  return Object.fromEntries(known)
}

export function lifetimeValueCurves(predicted: Float64Array, actual: Float64Array): ModelCurve[] {
  const gain = gainCurve(predicted, actual)
  return [
    {
      name: 'calibration',
      points: calibrationCurve(predicted, actual).map(({ predictedMean, actualMean }) => ({
        x: predictedMean,
        y: actualMean,
      })),
    },
    { name: 'gain', points: gain.map(({ rowRate, gainRate }) => ({ x: rowRate, y: gainRate })) },
    { name: 'lift', points: gain.map(({ rowRate, lift }) => ({ x: rowRate, y: lift })) },
  ]
}
