import { seededRandom } from '#shared/kernel/random.ts'
import type { KnownBasket } from '#shared/ml/next-basket/basket-history.ts'
import { fitNextBasket } from '#shared/ml/next-basket/fit-next-basket.ts'
import { type NextBasketModel, readNextBasketModel } from '#shared/ml/next-basket/next-basket-model.ts'
import type { ModelTask } from '../model-figure.ts'
import { gzippedLines } from '../public-data.ts'

/** A fifth is tried on, as in the published split, whose own test users' last baskets are not public here. */
const testShare = 0.2
const firstOnes = 10

/** TaFeng grocery baskets: the last basket of people who were not learned from, among 11,997 items. */
export const task: ModelTask = {
  name: 'tafeng',
  data: 'tafeng',
  async measure(folder) {
    const { people, itemCount } = readPeople(gzippedLines(folder, 'train_users.jsonl.gz'))
    const testCount = Math.round(people.length * testShare)
    const [learned, tried] = [people.slice(testCount), people.slice(0, testCount)]
    const fitted = fitNextBasket(learned, itemCount)
    if (!fitted.ok) throw new Error(fitted.failure.message)
    const ours = recallAndNdcg(fitted.value, tried)
    const weights = { tifu: 1, retake: 0, due: 0, peers: 0 }
    const tifuAlone = readNextBasketModel({ ...fitted.value.toArtifact(), weights })
    if (!tifuAlone.ok) throw new Error(tifuAlone.failure.message)
    const tifu = recallAndNdcg(tifuAlone.value, tried)
    return [
      {
        what: `TaFeng next basket (${testCount} people), recall@10`,
        ours: ours.recall,
        goal: { atLeast: 0.137 },
        baseline: { name: 'TIFU-KNN alone', value: tifu.recall },
        published: 'TIFU-KNN 0.1301',
      },
      {
        what: 'TaFeng next basket, NDCG@10',
        ours: ours.ndcg,
        goal: { atLeast: 0.11 },
        baseline: { name: 'TIFU-KNN alone', value: tifu.ndcg },
        published: 'TIFU-KNN 0.1011',
      },
    ]
  },
}

/** In an order shuffled with seed 0. */
function readPeople(lines: readonly string[]): { people: KnownBasket[]; itemCount: number } {
  const numbers = new Map<number, number>()
  const numberOf = (item: number): number => {
    const number = numbers.get(item) ?? numbers.size
    numbers.set(item, number)
    return number
  }
  const people = lines.map((line) => {
    const baskets = (JSON.parse(line) as { baskets: number[][] }).baskets.map((basket) =>
      basket.map(numberOf),
    )
    return { baskets: baskets.slice(0, -1), next: baskets.at(-1) ?? [] }
  })
  const random = seededRandom(0)
  const keys = new Map(people.map((person) => [person, random()]))
  people.sort((left, right) => (keys.get(left) ?? 0) - (keys.get(right) ?? 0))
  return { people, itemCount: numbers.size }
}

function recallAndNdcg(
  model: NextBasketModel,
  people: readonly KnownBasket[],
): { recall: number; ndcg: number } {
  let [recall, ndcg] = [0, 0]
  for (const person of people) {
    const wanted = new Set(person.next)
    let [hits, gain, most] = [0, 0, 0]
    for (const [rank, { item }] of model.recommend(person, firstOnes).entries()) {
      if (!wanted.has(item)) continue
      hits += 1
      gain += 1 / Math.log2(rank + 2)
    }
    for (let rank = 0; rank < Math.min(firstOnes, wanted.size); rank += 1) most += 1 / Math.log2(rank + 2)
    recall += hits / wanted.size / people.length
    ndcg += gain / most / people.length
  }
  return { recall, ndcg }
}
