import { describe, expect, it } from 'vitest'
import { countOf, formatBytes, formatCount, formatRate } from '#app/format/format-number.ts'

describe('numbers as people read them', () => {
  it('groups thousands', () => {
    expect(formatCount(334054)).toBe('334,054')
  })

  it('does not round a little down to nothing', () => {
    expect(formatRate(0)).toBe('0 %')
    expect(formatRate(0.004)).toBe('< 1 %')
    expect(formatRate(0.46)).toBe('46 %')
    expect(formatRate(1)).toBe('100 %')
  })

  it('knows one from many', () => {
    expect(countOf(1, 'order')).toBe('1 order')
    expect(countOf(0, 'order')).toBe('0 orders')
    expect(countOf(1200, 'entry', 'entries')).toBe('1,200 entries')
  })

  it.each([
    [194, '194 bytes'],
    [999, '999 bytes'],
    [1000, '1.0 KB'],
    [23_400_000, '23.4 MB'],
    [500_000_000, '500 MB'],
  ])('%i bytes read %s', (byteCount, text) => {
    expect(formatBytes(byteCount)).toBe(text)
  })
})
