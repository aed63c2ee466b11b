import { expect, it } from 'vitest'
import { demandClassWords, laneWords } from '#app/forecasts/demand-words.ts'
import { fallbackWords } from '#shared/contracts/fallback-words.ts'
import { forecastSchema } from '#shared/contracts/forecasts.ts'
import { forecastLanes } from '#shared/demand/forecast-levels.ts'
import type { Fallback } from '#shared/forecasting/selection/series-forecast.ts'

it('has words for every class of demand, every lane and every reason for a plain method', () => {
  expect(Object.keys(demandClassWords).toSorted()).toEqual(
    [...forecastSchema.shape.demandClass.options].toSorted(),
  )
  expect(Object.keys(laneWords).toSorted()).toEqual([...forecastLanes].toSorted())
  const fallbacks: Record<Fallback, true> = { 'seasonal-naive': true, 'too-short': true, 'all-zero': true }
  for (const fallback of Object.keys(fallbacks)) expect(fallbackWords(fallback)).not.toBe(fallback)
  expect(fallbackWords('said in words')).toBe('said in words')
})
