import type { RandomSource } from '#shared/kernel/random.ts'
import { drawSome } from './draw.ts'

/** Gives the people of a shop their parts in stories: nobody plays in two. */
export class Casting<Player> {
  readonly #free: Set<Player>
  readonly #random: RandomSource

  constructor(players: readonly Player[], random: RandomSource) {
    this.#free = new Set(players)
    this.#random = random
  }

  /** That many of those who suit and have no part yet. Throws when there are not enough. */
  take(count: number, suits: (player: Player) => boolean): Player[] {
    const taken = drawSome([...this.#free].filter(suits), count, this.#random)
    if (taken.length < count) throw new RangeError(`of ${count} players only ${taken.length} are to be had`)
    for (const player of taken) this.#free.delete(player)
    return taken
  }

  takeOne(suits: (player: Player) => boolean): Player {
    const [player] = this.take(1, suits)
    if (player === undefined) throw new RangeError('nobody suits')
    return player
  }
}
