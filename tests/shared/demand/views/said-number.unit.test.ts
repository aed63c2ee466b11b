import { expect, it } from 'vitest'
import { saidRate, saidUnits } from '#shared/demand/views/said-number.ts'

it.each([
  [0, '0'],
  [0.04, '0'],
  [0.06, '0.1'],
  [3, '3'],
  [3.26, '3.3'],
  [9.97, '10'],
  [10.4, '10'],
  [99.6, '100'],
  [123.4, '123'],
  [1_234.5, '1,230'],
  [999.7, '1,000'],
  [12_345, '12,300'],
  [1_234_567, '1,230,000'],
  [-4.2, '-4.2'],
])('says %d units as %s', (units, said) => {
  expect(saidUnits(units)).toBe(said)
})

it.each([
  [0, '0 %'],
  [0.015, '1.5 %'],
  [0.0996, '10 %'],
  [0.123, '12 %'],
  [12.5, '1,250 %'],
])('says a rate of %d as %s', (rate, said) => {
  expect(saidRate(rate)).toBe(said)
})
