import { expect, it } from 'vitest'
import { alertWords } from '#app/forecasts/alert-words.ts'

const alert = {
  kind: 'sales-above' as const,
  toDay: '2026-11-21',
  actual: 640,
  expected: 448,
  low: 390,
  high: 520,
  worthMinor: 1,
  text: '',
  noticedAt: '',
}

it('says what was sold and what had been expected, or how forecasts got worse', () => {
  expect(alertWords(alert)).toBe('640 sold in 7 days; 390 to 520 were expected.')
  expect(alertWords({ ...alert, low: null })).toBe('640 sold in 7 days; about 448 were expected.')
  expect(alertWords({ ...alert, kind: 'accuracy-drift', actual: 0.41, expected: 0.18 })).toBe(
    'Its forecasts are off by 41 % now; before, by 18 %.',
  )
})
