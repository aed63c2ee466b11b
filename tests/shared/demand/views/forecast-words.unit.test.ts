import { expect, it } from 'vitest'
import { type ForecastFacts, forecastWords } from '#shared/demand/views/forecast-words.ts'

const plain: ForecastFacts = {
  days: 28,
  units: 120.4,
  lower80: 95.2,
  upper80: 149.9,
  unitsBefore: null,
  lane: 'full',
  fallback: null,
  stockOutDays: 0,
  late: [],
  slips: [],
  wapeRate: null,
  biasRate: null,
  channel: null,
}

it('says what is expected, and between what it will be', () => {
  expect(forecastWords(plain)).toEqual([
    'About 120 units in the next 28 days; in 8 of 10 such stretches between 95 and 150.',
  ])
})

it.each<[string, Partial<ForecastFacts>, string]>([
  ['one unit', { units: 1, lower80: 0, upper80: 2 }, 'About 1 unit in the next 28 days'],
  ['one day', { days: 1, units: 4.31 }, 'About 4.3 units on the next day'],
  ['a range of nothing', { units: 0, lower80: 0, upper80: 0 }, 'in 8 of 10 such stretches about 0.'],
  ['more than before', { unitsBefore: 100 }, 'That is 20 % more than in the 28 days before.'],
  ['less than before', { unitsBefore: 240.8 }, 'That is 50 % less than in the 28 days before.'],
  ['as much as before', { unitsBefore: 120.5 }, 'That is as much as in the 28 days before.'],
  [
    'a slip of the pen',
    { slips: [{ day: 20_738, toldUnits: 1e9, takenUnits: 5 }] },
    'The 1,000,000,000 units told of 2026-10-12 are taken for a slip of the pen, and for 5.',
  ],
  [
    'several slips',
    { slips: [20_738, 20_700, 20_600].map((day) => ({ day, toldUnits: 4e7, takenUnits: 5.5 })) },
    'taken for a slip of the pen, and for 5.5, and 2 more.',
  ],
  [
    'a place that is late',
    { late: [{ label: 'Leeds', days: 3 }] },
    'Leeds has not told its last 3 days yet: they are taken as not known',
  ],
  [
    'places that are late',
    {
      late: [
        { label: 'Leeds', days: 1 },
        { label: 'Bath', days: 2 },
      ],
    },
    '2 places have not told their last days yet, Leeds among them',
  ],
  [
    'what was never sold',
    { lane: 'new', fallback: 'never-sold' },
    'because it was never sold: this is what new items like it sell in one place',
  ],
  [
    'the share of a channel',
    { channel: { name: 'pos', share: 0.25 } },
    'This is the usual share of pos: 25 % of what was sold in the last 91 days.',
  ],
  [
    'a channel that sold nothing',
    { channel: { name: 'web', share: 0 } },
    'Nothing was sold through web in the last 91 days.',
  ],
  ['why a plain method stands in', { fallback: 'too-short' }, 'because there is too little data'],
  ['what is new', { lane: 'new' }, 'this rests on what is like it.'],
  ['what is added up', { lane: 'sum' }, 'added up from the forecasts below it.'],
  ['one stock-out', { stockOutDays: 1 }, 'On 1 of the last 91 days there was nothing to sell'],
  ['stock-outs', { stockOutDays: 6 }, 'On 6 of the last 91 days there was nothing to sell'],
  ['how good it was', { wapeRate: 0.141, biasRate: 0.01 }, 'off by 14 % of what was sold.'],
  ['that it was too high', { wapeRate: 0.2, biasRate: 0.12 }, 'of what was sold, mostly too high.'],
  ['that it was too low', { wapeRate: 0.2, biasRate: -0.12 }, 'of what was sold, mostly too low.'],
])('says %s', (_, facts, words) => {
  expect(forecastWords({ ...plain, ...facts }).join(' ')).toContain(words)
})

it('says nothing of a change against nothing', () => {
  expect(forecastWords({ ...plain, unitsBefore: 0 })).toHaveLength(1)
})
