import type { SalesSeries } from './sales-series.ts'

type Columns = Pick<SalesSeries, 'days' | 'units' | 'returnedUnits' | 'revenueMinor'>

const bytesPerDay = 4
const bytesPerNumber = 8
const numbersPerSale = 3
/** Room for some two thousand sales. */
const leastBlockBytes = 64 * 1024

/**
 * Room for the numbers of many series in few blocks of memory, so that all of it can be given back at once: left to the garbage collector, millions of small
 * arrays would wait.
 */
export class SalesColumns {
  readonly #blocks: ArrayBuffer[] = []
  #used = 0

  /** Zeros for the days of one series. */
  take(count: number): Columns {
    const numbersBytes = bytesPerNumber * count
    const needed =
      numbersPerSale * numbersBytes + Math.ceil((bytesPerDay * count) / bytesPerNumber) * bytesPerNumber
    let block = this.#blocks.at(-1)
    if (block === undefined || this.#used + needed > block.byteLength) {
      block = new ArrayBuffer(Math.max(leastBlockBytes, needed))
      this.#blocks.push(block)
      this.#used = 0
    }
    const from = this.#used
    this.#used += needed
    return {
      days: new Int32Array(block, from + numbersPerSale * numbersBytes, count),
      units: new Float64Array(block, from, count),
      returnedUnits: new Float64Array(block, from + numbersBytes, count),
      revenueMinor: new Float64Array(block, from + 2 * numbersBytes, count),
    }
  }

  /** Gives all of it back. The series that were made of it have no numbers afterwards. */
  free(): void {
    for (const block of this.#blocks) block.transfer(0)
    this.#blocks.length = 0
    this.#used = 0
  }
}
