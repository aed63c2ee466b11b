import { hash53 } from '#shared/kernel/hash.ts'
import type { JobPorts } from '../job-ports.ts'

/** So many numbers are learned from at once: 16 MB, so that the learning itself has room beside them. */
const maxNumbers = 2_000_000
const hashRange = 2 ** 53

/**
 * A customer's place in 0..1 by chance, the same for the same seed. Where there is too much to learn from, those with the
 * lowest are kept, each with all of their rows.
 */
export function lotOf(customerId: string, seed: number): number {
  return hash53(`${seed}:${customerId}`) / hashRange
}

/** More are kept than are learned from, since how many there will be is only guessed while they are read. */
const spareFactor = 1.5

/**
 * Customers with lots below this need be read on, when those so far would have given so many rows and there are `customerTotal` of them:
 * the others would be drawn out later. Never more than `drawnRate`, below which they were read so far.
 */
export function nextDrawnRate(
  { drawnRate, expectedRowCount }: { readonly drawnRate: number; readonly expectedRowCount: number },
  width: number,
  customerCount: number,
  customerTotal: number,
  limit = maxNumbers,
): number {
  if (customerCount === 0) return drawnRate
  const expectedNumbers = (expectedRowCount / customerCount) * customerTotal * width
  return Math.min(drawnRate, (spareFactor * limit) / Math.max(1, expectedNumbers))
}

/** Rows of numbers as they are stored, each with its customer's lot before it. */
export class RowPart {
  readonly #rows: { readonly lot: number; readonly row: Float64Array }[] = []
  readonly #width: number
  #numberCount = 0

  constructor(width: number) {
    this.#width = width
  }

  add(lot: number, row: Float64Array): void {
    if (row.length !== this.#width) throw new RangeError(`a row of ${row.length} numbers, not ${this.#width}`)
    this.#rows.push({ lot, row })
    this.#numberCount += row.length + 1
  }

  get rowCount(): number {
    return this.#rows.length
  }

  get numberCount(): number {
    return this.#numberCount
  }

  bytes(): ArrayBuffer {
    const numbers = new Float64Array(this.#numberCount)
    for (const [index, { lot, row }] of this.#rows.entries()) {
      numbers[index * (this.#width + 1)] = lot
      numbers.set(row, index * (this.#width + 1) + 1)
    }
    return numbers.buffer
  }
}

/** What the parts hold: how many rows, how many there would be of all customers, and below which lot they are those of all. */
export interface DrawnRows {
  readonly rowCount: number
  readonly expectedRowCount: number
  readonly drawnRate: number
}

/** All rows of the parts, one after another; of more than fit into memory, those of customers drawn by lot. */
export async function readRows(
  names: readonly string[],
  { rowCount, expectedRowCount, drawnRate }: DrawnRows,
  width: number,
  files: Pick<JobPorts['files'], 'read'>,
  limit = maxNumbers,
): Promise<Float64Array> {
  const keptRate = Math.min(drawnRate, limit / Math.max(1, expectedRowCount * width))
  const rows = new Float64Array(Math.min(rowCount * width, Math.floor(limit / width) * width))
  let filled = 0
  for (const name of names) {
    const part = new Float64Array(await files.read(name))
    for (let from = 0; from < part.length && filled < rows.length; from += width + 1) {
      if ((part[from] ?? 0) >= keptRate) continue
      rows.set(part.subarray(from + 1, from + 1 + width), filled)
      filled += width
    }
  }
  return rows.subarray(0, filled)
}
