import type { RandomSource } from '#shared/kernel/random.ts'

/** One of the list, each as likely as the others. The list has at least one entry. */
export function drawOne<Item>(items: readonly Item[], random: RandomSource): Item {
  return itemAt(items, Math.floor(random() * items.length))
}

/** `count` different entries of the list (all of them when it is shorter), in the order they were drawn. */
export function drawSome<Item>(items: readonly Item[], count: number, random: RandomSource): Item[] {
  const left = [...items]
  const drawn: Item[] = []
  while (drawn.length < count && left.length > 0) {
    drawn.push(...left.splice(Math.floor(random() * left.length), 1))
  }
  return drawn
}

/** One of the list; an entry of weight 2 comes twice as often as one of weight 1. */
export function drawWeighted<Item>(
  items: readonly Item[],
  weightOf: (item: Item) => number,
  random: RandomSource,
): Item {
  const total = items.reduce((sum, item) => sum + weightOf(item), 0)
  let rest = random() * total
  const found = items.findIndex((item) => {
    rest -= weightOf(item)
    return rest < 0
  })
  return itemAt(items, found === -1 ? items.length - 1 : found)
}

/** A whole number from `lowest` to `highest`, both included. */
export function drawWhole(lowest: number, highest: number, random: RandomSource): number {
  return lowest + Math.floor(random() * (highest - lowest + 1))
}

/** A number from `lowest` up to, but not including, `highest`. */
export function drawBetween(lowest: number, highest: number, random: RandomSource): number {
  return lowest + random() * (highest - lowest)
}

/** A waiting time of the given mean when nothing is due: exponential, so the next moment never depends on the last. */
export function drawWait(mean: number, random: RandomSource): number {
  return -mean * Math.log(1 - random())
}

function itemAt<Item>(items: readonly Item[], index: number): Item {
  const item = items[index]
  if (item === undefined) throw new Error('a draw needs at least one entry')
  return item
}
