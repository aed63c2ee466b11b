import { type RandomSource, seededRandom } from '../../kernel/random.ts'
import { countItems, type ItemSets, itemsOfSet } from './item-sets.ts'
import { type ItemVectors, normalise, vectorOf } from './item-vectors.ts'

export interface Item2vecOptions {
  readonly dimensions: number
  readonly epochs: number
  /** Items of the set that each item is trained with, drawn anew in each epoch. */
  readonly contexts: number
  readonly negatives: number
  /** Items are drawn as negatives in proportion to their count to this power (Caselles-Dupré et al. 2018: not always 0.75). */
  readonly negativePower: number
  readonly learningRate: number
  readonly seed: number
}

export const item2vecDefaults: Item2vecOptions = {
  dimensions: 32,
  epochs: 10,
  contexts: 8,
  negatives: 5,
  negativePower: 0.75,
  learningRate: 0.1,
  seed: 1,
}

/** A training under way: epochs are run one by one, so that a job can stop between them. */
export interface Item2vecTraining {
  readonly itemCount: number
  readonly options: Item2vecOptions
  epochsDone: number
  /** The vectors of items, and those of items as company of others. */
  readonly inputs: Float32Array
  readonly outputs: Float32Array
}

export function startItem2vec(
  itemCount: number,
  options: Item2vecOptions = item2vecDefaults,
): Item2vecTraining {
  const random = seededRandom(options.seed)
  const inputs = Float32Array.from(
    { length: itemCount * options.dimensions },
    () => (random() - 0.5) / options.dimensions,
  )
  return { itemCount, options, epochsDone: 0, inputs, outputs: new Float32Array(inputs.length) }
}

/**
 * One pass over all sets. Skip-gram with negative sampling (Mikolov et al. 2013) over sets instead of sentences (Barkan,
 * Koenigstein 2016, "Item2vec"): items of one set draw together, items drawn at random apart. The learning rate falls
 * evenly to zero over the epochs. The same sets and options give the same vectors.
 */
export function runItem2vecEpoch(training: Item2vecTraining, sets: ItemSets): void {
  const { options } = training
  const random = seededRandom(options.seed * 7919 + training.epochsDone + 1)
  const draw = negativeDraw(countItems(sets), options.negativePower, random)
  const gradient = new Float32Array(options.dimensions)
  for (let set = 0; set < sets.setCount; set += 1) {
    const share = (training.epochsDone + set / sets.setCount) / options.epochs
    const rate = options.learningRate * Math.max(1e-4, 1 - share)
    const items = itemsOfSet(sets, set)
    if (items.length < 2) continue
    for (const item of items) {
      const trials = Math.min(options.contexts, items.length - 1)
      for (let trial = 0; trial < trials; trial += 1) {
        const context = items[Math.floor(random() * items.length)] as number
        if (context !== item) learnPair(training, item, context, rate, draw, gradient)
      }
    }
  }
  training.epochsDone += 1
}

function learnPair(
  { options, inputs, outputs }: Item2vecTraining,
  item: number,
  context: number,
  rate: number,
  draw: () => number,
  gradient: Float32Array,
): void {
  const { dimensions, negatives } = options
  const from = item * dimensions
  gradient.fill(0)
  for (let sample = 0; sample <= negatives; sample += 1) {
    const other = sample === 0 ? context : draw()
    if (sample > 0 && (other === context || other === item)) continue
    const to = other * dimensions
    let product = 0
    for (let index = 0; index < dimensions; index += 1) {
      product += (inputs[from + index] as number) * (outputs[to + index] as number)
    }
    const step = rate * ((sample === 0 ? 1 : 0) - 1 / (1 + Math.exp(-product)))
    for (let index = 0; index < dimensions; index += 1) {
      const output = outputs[to + index] as number
      gradient[index] = (gradient[index] as number) + step * output
      outputs[to + index] = output + step * (inputs[from + index] as number)
    }
  }
  for (let index = 0; index < dimensions; index += 1) {
    inputs[from + index] = (inputs[from + index] as number) + (gradient[index] as number)
  }
}

/** Items by chance in proportion to count^power, from a table of 2^18 places. */
function negativeDraw(counts: Uint32Array, power: number, random: RandomSource): () => number {
  const places = 2 ** 18
  const table = new Uint32Array(places)
  const total = counts.reduce((sum, count) => sum + (count > 0 ? count ** power : 0), 0)
  let filled = 0
  let sum = 0
  for (const [item, count] of counts.entries()) {
    if (count === 0) continue
    sum += count ** power
    const end = Math.min(places, Math.round((sum / total) * places))
    table.fill(item, filled, end)
    filled = Math.max(filled, end)
  }
  return () => table[Math.floor(random() * places)] as number
}

/** The vectors learned, each of length 1; items that were in no set of two and more get zeros: nothing is known of them. */
export function vectorsOfTraining(
  { itemCount, options, inputs }: Item2vecTraining,
  sets: ItemSets,
): ItemVectors {
  const vectors = { itemCount, dimensions: options.dimensions, values: inputs.slice() }
  const hasCompany = new Uint8Array(itemCount)
  for (let set = 0; set < sets.setCount; set += 1) {
    const items = itemsOfSet(sets, set)
    if (items.length >= 2) for (const item of items) hasCompany[item] = 1
  }
  for (let item = 0; item < itemCount; item += 1) {
    if (hasCompany[item] === 1) normalise(vectorOf(vectors, item))
    else vectorOf(vectors, item).fill(0)
  }
  return vectors
}
