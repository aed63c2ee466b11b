import { expect, it } from 'vitest'
import { demandClassWords, howItSells, laneWords } from '#app/forecasts/demand-words.ts'
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

it('says of what is sold for some days that it is new, and no class of it', () => {
  expect(howItSells({ lane: 'new', demandClass: 'smooth' }).name).toBe('New')
  expect(howItSells({ lane: 'new', demandClass: 'none' })).toBe(demandClassWords.none)
  expect(howItSells({ lane: 'tail', demandClass: 'smooth' })).toBe(demandClassWords.smooth)
})
