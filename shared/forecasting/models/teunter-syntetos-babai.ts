import { type Forecaster, fitWhen, refuseSeries } from '../forecaster.ts'

/**
 * The method of Teunter, Syntetos and Babai (2011): size and probability of demand are smoothed, the probability at every point, so that the
 * forecast of a product that no longer sells fades away.
 */
export function teunterSyntetosBabai(sizeRate = 0.1, probabilityRate = 0.1): Forecaster {
  return {
    name: 'teunter-syntetos-babai',
    fit: (series) =>
      fitWhen(refuseSeries(series, 1), () => {
        const first = series.findIndex((value) => value !== 0)
        let size = first === -1 ? 0 : (series[first] as number)
        let probability = first === -1 ? 0 : 1 / (first + 1)
        const residuals = new Float64Array(series.length)
        for (let at = 0; at < series.length; at++) {
          const value = series[at] as number
          residuals[at] = value - probability * size
          if (at < first) continue
          if (value !== 0) size += sizeRate * (value - size)
          probability += probabilityRate * ((value === 0 ? 0 : 1) - probability)
        }
        const demand = probability * size
        return { residuals, forecast: (horizon) => new Float64Array(horizon).fill(demand) }
      }),
  }
}
