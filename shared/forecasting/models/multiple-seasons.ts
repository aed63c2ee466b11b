import { fail, succeed } from '../../kernel/result.ts'
import { type Forecaster, refuseSeries } from '../forecaster.ts'
import { decomposeByLoess } from '../season/stl.ts'

/** A steadier season the longer it is: seven points for the first, four more for each further one (Bandara, Hyndman and Bergmeir 2021). */
const spanOf = (rank: number) => 11 + 4 * rank
const rounds = 2

/**
 * MSTL (Bandara, Hyndman and Bergmeir 2021): seasons of several lengths are taken out one after the other by loess, shortest first, twice
 * over; the rest is forecast by a model without seasons, and the last of each season is put back. Seasons of which there are not two in the series are left out.
 */
export function multipleSeasons(forecaster: Forecaster): Forecaster {
  return {
    name: `multiple-seasons-${forecaster.name}`,
    fit(series, { season, longerSeasons = [] }) {
      const refused = refuseSeries(series, 1)
      if (refused !== null) return fail(refused)
      const lengths = [season, ...longerSeasons]
        .filter((length) => length > 1 && series.length > 2 * length)
        .sort((one, other) => one - other)
      const parts = lengths.map(() => new Float64Array(series.length))
      const rest = series.slice()
      for (let round = 0; round < (lengths.length > 1 ? rounds : 1); round++) {
        lengths.forEach((length, rank) => {
          const part = parts[rank] as Float64Array
          for (let at = 0; at < rest.length; at++) rest[at] = (rest[at] as number) + (part[at] as number)
          part.set(
            decomposeByLoess(rest, length, { seasonSpan: spanOf(rank), innerLoops: 2, robustLoops: 0 })
              .season,
          )
          for (let at = 0; at < rest.length; at++) rest[at] = (rest[at] as number) - (part[at] as number)
        })
      }
      const fitted = forecaster.fit(rest, { season: 1 })
      if (!fitted.ok) return fitted
      return succeed({
        residuals: fitted.value.residuals,
        forecast: (horizon) =>
          fitted.value.forecast(horizon).map((value, step) =>
            lengths.reduce((sum, length, rank) => {
              const at = series.length - length + (step % length)
              return sum + (parts[rank]?.[at] as number)
            }, value),
          ),
      })
    },
  }
}
