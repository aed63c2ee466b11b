import fc from 'fast-check'
import { expect, it } from 'vitest'
import { importRows } from './import-rows.ts'

/** Rows of small files, each with few different values, so that rows meet. */
const files = {
  customers: {
    heading: 'email,first name,marketing,updated at',
    row: fc
      .tuple(
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom('Ada', 'Grace', ''),
        fc.constantFrom('yes', 'no', '', 'perhaps'),
        fc.integer({ min: 1, max: 9 }),
      )
      .map(([who, name, answer, day]) => `c${who}@example.com,${name},${answer},2026-01-0${day}`),
  },
  loyalty: {
    heading: 'card number,points,tier',
    row: fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom('1', '2.5', 'many'), fc.constantFrom('A', ''))
      .map((cells) => cells.join(',')),
  },
} as const

it.each(Object.entries(files))('%s give the same events in whatever order their rows stand', (kind, file) => {
  const shuffled = fc
    .array(file.row, { maxLength: 12 })
    .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })))
  fc.assert(
    fc.property(shuffled, ([rows, others]) => {
      const [left, right] = [rows, others].map((lines) => importRows([file.heading, ...lines].join('\n')))
      const idsOf = (made: typeof left) => made?.events.map(({ id }) => id).sort()
      expect(left?.kind).toBe(kind)
      expect(idsOf(left)).toEqual(idsOf(right))
      expect(new Set(idsOf(left)).size).toBe(left?.events.length)
      // One event for each different row that can be read.
      const readable = rows.filter((row) => !/perhaps|many/.test(row))
      expect(left?.events.length).toBe(new Set(readable).size)
      expect(left?.rejects.length).toBe(rows.length - readable.length)
    }),
    { numRuns: 200 },
  )
})

it('tells of each item and place the level of its first row', () => {
  const rows = fc.array(
    fc.tuple(fc.constantFrom('A', 'B'), fc.constantFrom('1', '2', ''), fc.integer({ min: -9, max: 99 })),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(rows, (lines) => {
      const csv = ['sku,store,available', ...lines.map((cells) => cells.join(','))].join('\n')
      const { events, rejects } = importRows(csv)
      const expected = new Map<string, number>()
      for (const [sku, store, units] of lines) {
        const place = `${sku} ${store}`
        if (!expected.has(place)) expected.set(place, units)
      }
      const told = events.flatMap((event) => event.catalogue?.stock ?? [])
      const found = told.map((level) => [
        `${level.stockItemId} ${level.storeId ?? ''}`,
        level.availableQuantity,
      ])
      expect(new Map(found as [string, number][])).toEqual(expected)
      expect(rejects).toHaveLength(lines.length - expected.size)
    }),
    { numRuns: 200 },
  )
})
