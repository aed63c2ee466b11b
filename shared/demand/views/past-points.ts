import type { ForecastView } from '../../contracts/forecasts.ts'
import { dayText } from '../../sales/day-number.ts'
import { whereSold } from '../forecast-levels.ts'
import { openOutlook } from '../open-outlook.ts'
import { blockDays, type OutlookBasis, outlookBlocks } from '../outlook.ts'
import type { ToldSeries } from '../told-series.ts'
import { shareOfOutlook } from './channel-share.ts'
import { periodsAhead } from './period.ts'
import { roundUnits } from './round-units.ts'

/**
 * What was said before of each week ahead, by told forecasts, newest first. One that was made on the same day as the present says
 * nothing else, and is left out.
 */
export function pastPoints(
  told: readonly { readonly basis: OutlookBasis; readonly series: ToldSeries }[],
  asOfDay: number,
  share: number,
): ForecastView['past'] {
  return told
    .filter(({ basis }) => basis.asOfDay < asOfDay)
    .map(({ basis, series }) => {
      const outlook = shareOfOutlook(
        openOutlook(series.outlook, basis, series.category, series.demandClass, whereSold(series)),
        share,
      )
      return {
        asOf: dayText(basis.asOfDay),
        points: periodsAhead(basis.asOfDay, 'week', outlookBlocks).map(({ fromDay, toDay }, block) => {
          const { lower, upper } = outlook.interval(block * blockDays, blockDays, 0.8)
          return {
            from: dayText(fromDay),
            to: dayText(toDay),
            units: roundUnits(outlook.expectedUnits(block * blockDays, blockDays)),
            lower80: roundUnits(lower),
            upper80: roundUnits(upper),
          }
        }),
      }
    })
}
