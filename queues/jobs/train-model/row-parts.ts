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

/** All rows of the parts, one after another; of more than fit into memory, those of customers drawn by lot. */
export async function readRows(
  names: readonly string[],
  rowCount: number,
  width: number,
  files: Pick<JobPorts['files'], 'read'>,
  limit = maxNumbers,
): Promise<Float64Array> {
  const keptRate = Math.min(1, limit / Math.max(1, rowCount * width))
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
