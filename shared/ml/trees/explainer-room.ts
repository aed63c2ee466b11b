/** Values of all explainers together, 32 MB: one Worker explains several models of several shops. */
const mostValues = 4_000_000

/** What an explainer keeps to be faster, and can make again. */
export interface Forgettable {
  forget(): void
}

/** A bound on what is kept for many: whoever was used longest ago forgets first. Of an owner it holds on to nothing but what is kept. */
export class ExplainerRoom {
  readonly #most: number
  /** Values of each, the latest used last. */
  readonly #counts = new Map<Forgettable, number>()
  #total = 0

  constructor(most: number) {
    this.#most = most
  }

  /** How many values are kept in all. */
  get total(): number {
    return this.#total
  }

  /** Says that this one is used now and has so many values. Others forget theirs when that is too many. */
  use(user: Forgettable, valueCount: number): void {
    this.#total += valueCount - (this.#counts.get(user) ?? 0)
    this.#counts.delete(user)
    this.#counts.set(user, valueCount)
    for (const [oldest, count] of this.#counts) {
      if (this.#total <= this.#most || oldest === user) return
      this.#counts.delete(oldest)
      this.#total -= count
      oldest.forget()
    }
  }
}

/** That of all explainers of this Worker. */
export const explainerRoom = new ExplainerRoom(mostValues)
