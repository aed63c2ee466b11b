import { expect, it } from 'vitest'
import { changeBetween } from '#app/format/change.ts'

it.each([
  [100, 115, 'up', '15 %'],
  [100, 80, 'down', '20 %'],
  [100, 100, 'same', '0 %'],
  [100_000, 100_001, 'same', '0 %'],
  [0, 0, 'same', '0 %'],
  [0, 12, 'up', 'new'],
  [1000, 1004, 'up', '< 1 %'],
  [10, 250, 'up', '24-fold'],
  [100, -50, 'down', '150 %'],
  [-10, -20, 'down', 'below zero'],
])('from %i to %i is %s %s', (previous, current, direction, text) => {
  expect(changeBetween(previous, current)).toEqual({ direction, text })
})
