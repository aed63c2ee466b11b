import type { ForecastView } from '../../contracts/forecasts.ts'
import type { ForecastWithRun } from '../../database/forecasts.ts'
import { dayText } from '../../sales/day-number.ts'
import type { CalendarDay } from '../calendar-day.ts'
import { openForecast } from '../open-forecast.ts'
import type { OutlookBasis } from '../outlook.ts'
import type { ToldSeries } from '../told-series.ts'
import type { Slip } from '../without-slips.ts'
import { shareOfOutlook } from './channel-share.ts'
import { forecastMarks } from './forecast-marks.ts'
import { forecastPoints } from './forecast-points.ts'
import { forecastRunView } from './forecast-run-view.ts'
import { forecastSubject, placeLabel } from './forecast-subject.ts'
import type { ForecastWindow } from './forecast-window.ts'
import { forecastWords } from './forecast-words.ts'
import { pastPoints } from './past-points.ts'
import { grainDays } from './period.ts'
import { type DailySales, salesHistory, unitsOfLastDays } from './sales-history.ts'

/** Everything a forecast is shown from. */
export interface ForecastMaterial extends ForecastWithRun {
  readonly window: ForecastWindow
  readonly currency: string
  /** Null: nothing is known of it. */
  readonly sales: DailySales | null
  /** Days that are taken for slips of the pen, the newest first. */
  readonly slips: readonly Slip[]
  /** What was said of it before, newest first. */
  readonly told: readonly { readonly basis: OutlookBasis; readonly series: ToldSeries }[]
  /** Holidays and events of the days shown. */
  readonly calendar: readonly CalendarDay[]
  readonly channel: { readonly name: string; readonly share: number } | null
  readonly storeNames: ReadonlyMap<string, string>
}

/** Sums in words are over so many days, or fewer where fewer are asked for. */
const saidDays = 28

/** A forecast with all that belongs to it, as the API shows it. */
export function forecastView(material: ForecastMaterial): ForecastView {
  const { forecast, run, window, sales, channel, storeNames } = material
  const { asOfDay } = run.basis
  const { grain } = window
  const share = channel?.share ?? 1
  const outlook = shareOfOutlook(openForecast(forecast, run.basis), share)
  const subject = forecastSubject(forecast, storeNames)
  const late = latePlacesOf(forecast, run.basis, storeNames)
  const days = Math.min(saidDays, window.horizon * grainDays[grain])
  const { lower, upper } = outlook.interval(0, days, 0.8)
  return {
    subject,
    run: forecastRunView(run),
    grain,
    currency: material.currency,
    history: sales === null ? [] : salesHistory(sales, asOfDay, grain, window.history),
    points: forecastPoints(outlook, asOfDay, grain, window.horizon, forecast.unitPriceMinor),
    past: pastPoints(material.told, asOfDay, share),
    marks: forecastMarks(material.calendar, subject),
    demandClass: forecast.demandClass as ForecastView['demandClass'],
    lane: forecast.lane,
    members: forecast.members.map(([name, memberShare]) => ({ name, share: memberShare })),
    fallback: forecast.fallback,
    stockOutDays: forecast.stockOutDays,
    late: late.map(({ storeId, label, from }) => ({ storeId, label, from: dayText(from) })),
    accuracy: { wapeRate: forecast.wapeRate, biasRate: forecast.biasRate },
    words: forecastWords({
      days,
      units: outlook.expectedUnits(0, days),
      lower80: lower,
      upper80: upper,
      unitsBefore: sales === null ? null : unitsOfLastDays(sales, asOfDay, days),
      lane: forecast.lane,
      fallback: forecast.fallback,
      stockOutDays: forecast.stockOutDays,
      late: late.map(({ label, from }) => ({ label, days: asOfDay - from + 1 })),
      slips: material.slips,
      wapeRate: forecast.wapeRate,
      biasRate: forecast.biasRate,
      channel,
    }),
  }
}

/** Of a place, whether it is late itself; of what adds up from all places, all that are. Of a region nobody knows here which places it has. */
function latePlacesOf(
  { level, storeId }: ForecastWithRun['forecast'],
  { late = {} }: OutlookBasis,
  storeNames: ReadonlyMap<string, string>,
) {
  const isOfAll = level === 'total' || level === 'category' || level === 'sku'
  return Object.entries(late)
    .filter(([place]) => isOfAll || (level !== 'region' && place === storeId))
    .map(([place, from]) => ({ storeId: place, label: placeLabel(place, storeNames), from }))
}
