import type { Shopping } from '#shared/predictions/socio-economic/shopping.ts'

/** What somebody bought, with the customer's lot instead of a name. */
export type SampledShopping = readonly [lot: number, shopping: Shopping]

/** About 14 MB of memory as a sample, 8 MB as a file; enough for quantiles of any category worth the name. */
const usualLines = 100_000

/**
 * What customers bought, as many of them as memory takes: where there is too much, those with the lowest lots are kept, up to
 * the one with whom there are enough lines. So it matters neither in which order they came nor whether by way of other samples.
 */
export class ShoppingSample {
  readonly #enoughLines: number
  #kept: SampledShopping[] = []
  #lineCount = 0

  constructor(enoughLines = usualLines) {
    this.#enoughLines = enoughLines
  }

  /** Who bought nothing that can be compared is left out. */
  add(lot: number, shopping: Shopping): void {
    const count = lineCount(shopping)
    if (count === 0) return
    this.#kept.push([lot, shopping])
    this.#lineCount += count
    if (this.#lineCount > 2 * this.#enoughLines) this.#cut()
  }

  /** By lot. */
  kept(): readonly SampledShopping[] {
    this.#cut()
    return this.#kept
  }

  #cut(): void {
    this.#kept.sort(([left], [right]) => left - right)
    let total = 0
    const end = this.#kept.findIndex(([, shopping]) => {
      const isFull = total >= this.#enoughLines
      total += lineCount(shopping)
      return isFull
    })
    if (end >= 0) this.#kept.length = end
    this.#lineCount = this.#kept.reduce((sum, [, shopping]) => sum + lineCount(shopping), 0)
  }
}

function lineCount({ orders }: Shopping): number {
  return orders.reduce((sum, { lines }) => sum + lines.length, 0)
}
