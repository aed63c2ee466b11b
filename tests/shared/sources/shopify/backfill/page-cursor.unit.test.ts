import { describe, expect, it } from 'vitest'
import { nextCursor, readCursor, searchOf } from '#shared/sources/shopify/backfill/page-cursor.ts'

describe('the cursor of a back-fill', () => {
  it('begins with everything, or with what changed since', () => {
    expect(searchOf(readCursor(null, null))).toBeNull()
    expect(searchOf(readCursor(null, Date.UTC(2026, 10, 1)))).toBe("updated_at:>='2026-11-01T00:00:00.000Z'")
  })

  it('goes on where the page before ended', () => {
    const next = nextCursor(readCursor(null, null), 100, '2026-11-01T10:00:00Z', 'c1')
    expect(readCursor(next, null)).toEqual({ since: null, after: 'c1', count: 100 })
  })

  it('moves the window before Shopify stops paging, and reads the last moment again', () => {
    const before = { since: null, after: 'c199', count: 19_900 }
    const next = readCursor(nextCursor(before, 100, '2026-11-01T10:00:00Z', 'c200'), null)
    expect(next).toEqual({ since: '2026-11-01T10:00:00Z', after: null, count: 0 })
  })

  it('stays in the window when all of it changed in one moment', () => {
    const before = { since: '2026-11-01T10:00:00Z', after: 'c199', count: 19_900 }
    const next = readCursor(nextCursor(before, 100, '2026-11-01T10:00:00Z', 'c200'), null)
    expect(next).toEqual({ since: '2026-11-01T10:00:00Z', after: 'c200', count: 20_000 })
  })

  it.each(['x', '{}', '{"since":1,"after":null,"count":0}'])('%s is none', (text) => {
    expect(() => readCursor(text, null)).toThrow()
  })
})
