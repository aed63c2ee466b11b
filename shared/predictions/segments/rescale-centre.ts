import type { LogScaler } from '../../ml/clustering/log-scaler.ts'

/** A centre in standardised logarithms of one scaler, in those of another; a feature the first had not stands at the mean. */
export function rescaleCentre(centre: readonly number[], from: LogScaler, to: LogScaler): number[] {
  return to.featureNames.map((name, feature) => {
    const index = from.featureNames.indexOf(name)
    const deviation = to.deviations[feature] ?? 0
    if (index === -1 || deviation === 0) return 0
    const log = (centre[index] ?? 0) * (from.deviations[index] ?? 0) + (from.means[index] ?? 0)
    return (log - (to.means[feature] ?? 0)) / deviation
  })
}
