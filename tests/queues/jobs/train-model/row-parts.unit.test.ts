import { describe, expect, it } from 'vitest'
import { lotOf, RowPart, readRows } from '#queues/jobs/train-model/row-parts.ts'

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

describe('rows that are kept in parts', () => {
  it('are read back whole and in order', async () => {
    const { names, read } = parts(5)
    const rows = await readRows(names, 10, 2, { read })
    expect([...rows]).toEqual([0, 0, 0, 1, 2, 0, 2, 1, 4, 0, 4, 1, 1, 0, 1, 1, 3, 0, 3, 1])
    expect(await readRows([], 0, 2, { read })).toEqual(new Float64Array(0))
  })

  it('are thinned by customer where there are too many: all rows of one, or none', async () => {
    const { names, read } = parts(1_000)
    const rows = await readRows(names, 2_000, 2, { read }, 1_000)
    expect(rows.length).toBeLessThanOrEqual(1_000)
    expect(rows.length).toBeGreaterThan(800)
    const counts = new Map<number, number>()
    for (let place = 0; place < rows.length; place += 2)
      counts.set(rows[place] ?? -1, (counts.get(rows[place] ?? -1) ?? 0) + 1)
    const partial = [...counts.values()].filter((count) => count !== 2)
    // The one at which memory was full may be cut.
    expect(partial.length).toBeLessThanOrEqual(1)
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
