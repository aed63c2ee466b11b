import { describe, expect, it } from 'vitest'
import { lotOf, nextDrawnRate, RowPart, readRows } from '#queues/jobs/train-model/row-parts.ts'

/** Two parts with two rows of each of some customers: customer, then row. */
function parts(customerCount: number) {
  const files = new Map<string, ArrayBuffer>()
  for (const part of [0, 1]) {
    const rows = new RowPart(2)
    for (let customer = part; customer < customerCount; customer += 2) {
      for (const row of [0, 1]) rows.add(lotOf(`c${customer}`, 1), Float64Array.of(customer, row))
    }
    files.set(`part-${part}`, rows.bytes())
  }
  const read = async (name: string) => files.get(name) ?? new ArrayBuffer(0)
  return { names: [...files.keys()], read }
}

const all = (rowCount: number) => ({ rowCount, expectedRowCount: rowCount, drawnRate: 1 })

describe('rows that are kept in parts', () => {
  it('are read back whole and in order', async () => {
    const { names, read } = parts(5)
    const rows = await readRows(names, all(10), 2, { read })
    expect([...rows]).toEqual([0, 0, 0, 1, 2, 0, 2, 1, 4, 0, 4, 1, 1, 0, 1, 1, 3, 0, 3, 1])
    expect(await readRows([], all(0), 2, { read })).toEqual(new Float64Array(0))
  })

  it('are thinned by customer where there are too many: all rows of one, or none', async () => {
    const { names, read } = parts(1_000)
    const rows = await readRows(names, all(2_000), 2, { read }, 1_000)
    expect(rows.length).toBeLessThanOrEqual(1_000)
    expect(rows.length).toBeGreaterThan(800)
    const counts = new Map<number, number>()
    for (let place = 0; place < rows.length; place += 2)
      counts.set(rows[place] ?? -1, (counts.get(rows[place] ?? -1) ?? 0) + 1)
    const partial = [...counts.values()].filter((count) => count !== 2)
    // The one at which memory was full may be cut.
    expect(partial.length).toBeLessThanOrEqual(1)
  })

  it('are the same whether customers who would be drawn out were read or not', async () => {
    const whole = parts(1_000)
    const expected = await readRows(whole.names, all(2_000), 2, whole, 1_000)
    // As a job reads: a hundred customers a step, from the second on only those who may be needed.
    let cursor = all(0)
    const drawn = new RowPart(2)
    const seen = new Map<number, number>()
    for (let from = 0; from < 1_000; from += 100) {
      const drawnRate = nextDrawnRate(cursor, 2, from, 1_000, 1_000)
      expect(drawnRate).toBeLessThanOrEqual(cursor.drawnRate)
      let rowCount = 0
      for (let customer = from; customer < from + 100; customer += 1) {
        const lot = lotOf(`c${customer}`, 1)
        if (lot >= drawnRate) continue
        for (const row of [0, 1]) drawn.add(lot, Float64Array.of(customer, row))
        seen.set(customer, lot)
        rowCount += 2
      }
      cursor = {
        rowCount: cursor.rowCount + rowCount,
        expectedRowCount: cursor.expectedRowCount + rowCount / drawnRate,
        drawnRate,
      }
    }
    expect(seen.size).toBeLessThan(500)
    expect(Math.abs(cursor.expectedRowCount / 2_000 - 1)).toBeLessThan(0.1)
    const bytes = drawn.bytes()
    const found = await readRows(['drawn'], cursor, 2, { read: async () => bytes }, 1_000)
    expect(found.length).toBeGreaterThan(700)
    expect(found.length).toBeLessThanOrEqual(1_000)
    // The lot decides, in both: who is in one and not in the other has a lot near the border.
    const customersOf = (rows: Float64Array) => new Set(rows.filter((_, place) => place % 2 === 0))
    const border = 1_000 / (cursor.expectedRowCount * 2)
    for (const customer of customersOf(found)) expect(lotOf(`c${customer}`, 1)).toBeLessThan(border)
    for (const customer of customersOf(expected))
      if (lotOf(`c${customer}`, 1) < border && found.length < 1_000)
        expect(customersOf(found)).toContain(customer)
  })

  it('have to be as wide as was said', () => {
    expect(() => new RowPart(3).add(0, Float64Array.of(1))).toThrow('a row of 1 numbers, not 3')
  })

  it('are drawn alike for one seed, and otherwise for another', () => {
    expect(lotOf('c1', 1)).toBe(lotOf('c1', 1))
    expect(lotOf('c1', 1)).not.toBe(lotOf('c1', 2))
    const lots = Array.from({ length: 1_000 }, (_, place) => lotOf(`c${place}`, 1))
    expect(Math.min(...lots)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...lots)).toBeLessThan(1)
    expect(lots.filter((lot) => lot < 0.5).length).toBeGreaterThan(430)
    expect(lots.filter((lot) => lot < 0.5).length).toBeLessThan(570)
  })
})
