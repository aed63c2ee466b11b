import { expect, it } from 'vitest'
import { formatUnitRange, formatUnits } from '#app/forecasts/format-units.ts'

it.each([
  [0, '0'],
  [0.04, '< 0.1'],
  [0.05, '0.1'],
  [4.26, '4.3'],
  [19.96, '20'],
  [20.4, '20'],
  [1_240.4, '1,240'],
])('shows %d units as "%s"', (units, text) => {
  expect(formatUnits(units)).toBe(text)
})

it('says a range by its ends, or once where both read the same', () => {
  expect(formatUnitRange(12.3, 1_500)).toBe('12.3 to 1,500')
  expect(formatUnitRange(30.1, 30.4)).toBe('30')
})
