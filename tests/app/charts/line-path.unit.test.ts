import { describe, expect, it } from 'vitest'
import { areaPath, linePath } from '#app/charts/line-path.ts'

const points = [
  { x: 0, y: 10 },
  { x: 5.04, y: 2.26 },
  { x: 10, y: 0 },
]

describe('linePath', () => {
  it('moves to the first point and draws to the others, rounded to tenths', () => {
    expect(linePath(points)).toBe('M0 10L5 2.3L10 0')
  })

  it('draws nothing from no points', () => {
    expect(linePath([])).toBe('')
  })
})

describe('areaPath', () => {
  it('closes the line down to its base', () => {
    expect(areaPath(points, 20)).toBe('M0 10L5 2.3L10 0L10 20L0 20Z')
  })

  it('draws nothing from no points', () => {
    expect(areaPath([], 20)).toBe('')
  })
})
