import { expect, it } from 'vitest'
import { methodName } from '#app/forecasts/method-words.ts'
import { tailCandidateNames } from '#shared/forecasting/panel/tail-candidates.ts'

it('names methods, also within each other, and keeps the name of one it does not know', () => {
  const names = tailCandidateNames.map(methodName)
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^(Smoothed|Mean of|Median of|Teunter)/)
  expect(methodName('seasonally-adjusted-theta')).toMatch(/^Theta: .*; season taken out$/)
  expect(methodName('moving-average-12')).toBe('Mean of the last 12')
  expect(methodName('crystal-ball')).toBe('Crystal ball')
})
