import { expect, it } from 'vitest'
import { bandPath } from '#app/charts/band-path.ts'

it('goes along the upper line and back along the lower', () => {
  const upper = [
    { x: 0, y: 1 },
    { x: 10, y: 2 },
  ]
  const lower = [
    { x: 0, y: 5 },
    { x: 10, y: 6 },
  ]
  expect(bandPath(upper, lower)).toBe('M0 1L10 2L10 6L0 5Z')
  expect(bandPath([], [])).toBe('')
})
