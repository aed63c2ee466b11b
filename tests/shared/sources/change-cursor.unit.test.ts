import { describe, expect, it } from 'vitest'
import { readCursor, startAfter, writeCursor } from '#shared/sources/change-cursor.ts'

describe('a cursor', () => {
  it('that was written is read again', () => {
    for (const start of [
      { fromMs: null, page: 1 },
      { fromMs: 1_793_610_912_000, page: 3 },
    ])
      expect(readCursor(writeCursor(start), 7)).toEqual(start)
  })

  it('that is missing begins where changes are wanted from', () => {
    expect(readCursor(null, 7)).toEqual({ fromMs: 7, page: 1 })
    expect(readCursor(null, null)).toEqual({ fromMs: null, page: 1 })
  })

  it.each(['', 'x', 'null', '[]', '{"fromMs":1.5,"page":1}', '{"fromMs":1,"page":0}', '{"page":1}'])(
    'that reads %j is none',
    (text) => expect(readCursor(text, null)).toBeUndefined(),
  )
})

describe('the page after one', () => {
  it.each([
    ['of everything begins at its last change', { fromMs: null, page: 1 }, 50, { fromMs: 50, page: 1 }],
    ['begins at its last change', { fromMs: 10, page: 4 }, 50, { fromMs: 50, page: 1 }],
    ['of only one moment is counted', { fromMs: 50, page: 1 }, 50, { fromMs: 50, page: 2 }],
    ['that says no dates is counted', { fromMs: null, page: 1 }, undefined, { fromMs: null, page: 2 }],
  ])('%s', (_, start, lastChangedMs, expected) => expect(startAfter(start, lastChangedMs)).toEqual(expected))
})
