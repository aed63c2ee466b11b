import { expect, it } from 'vitest'
import { biasFigure, biasWords, coverageWords, gainWords } from '#app/forecasts/accuracy-words.ts'

it('says which way forecasts were wrong, unless it is next to nothing', () => {
  expect([0.12, -0.12, 0.004, null].map(biasWords)).toEqual([
    '12 % too high on the whole',
    '12 % too low on the whole',
    'neither too high nor too low on the whole',
    'no tendency known',
  ])
  expect([0.12, -0.12, 0.004, -0.004].map(biasFigure)).toEqual(['+12 %', '−12 %', '0 %', '0 %'])
})

it('holds forecasts against the plain guess', () => {
  expect(gainWords(0.3, 0.4)).toBe('25 % better')
  expect(gainWords(0.5, 0.4)).toBe('25 % worse')
  expect(gainWords(0.4, 0.4)).toBe('no better')
  expect([gainWords(null, 0.4), gainWords(0.4, null), gainWords(0.4, 0)]).toEqual([null, null, null])
})

it('says whether an interval held what it promised', () => {
  expect([0.7, 0.79, 0.9, null].map((rate) => coverageWords(rate, 0.8))).toEqual([
    '70 % fell into it: too narrow',
    '79 % fell into it: as promised',
    '90 % fell into it: wider than need be',
    'not known yet',
  ])
})
