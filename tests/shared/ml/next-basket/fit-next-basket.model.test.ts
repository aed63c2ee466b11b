import { describe, expect, it } from 'vitest'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import type { KnownBasket } from '#shared/ml/next-basket/basket-history.ts'
import { fitNextBasket } from '#shared/ml/next-basket/fit-next-basket.ts'
import { type NextBasketModel, readNextBasketModel } from '#shared/ml/next-basket/next-basket-model.ts'

const itemCount = 120
const seed = 12

/**
 * People of six tastes: each takes their own three staples nearly always, from time to time something of the twenty items of
 * their taste, and seldom anything. What is new in the next basket is of their taste.
 */
function tastefulPeople(random: RandomSource, count: number): KnownBasket[] {
  const draw = (below: number): number => Math.floor(below * random())
  return Array.from({ length: count }, () => {
    const taste = draw(6)
    const ofTaste = (): number => taste * 20 + draw(20)
    const staples = [ofTaste(), ofTaste(), ofTaste()]
    const basket = (): number[] => [
      ...new Set([
        ...staples.filter(() => random() < 0.6),
        ofTaste(),
        ...(random() < 0.3 ? [draw(itemCount)] : []),
      ]),
    ]
    return { baskets: Array.from({ length: 2 + draw(7) }, basket), next: basket() }
  })
}

function recall(model: { recommend: NextBasketModel['recommend'] }, people: readonly KnownBasket[]): number {
  const rates = people.map(({ baskets, next }) => {
    const wanted = new Set(next)
    return model.recommend({ baskets }, 10).filter(({ item }) => wanted.has(item)).length / wanted.size
  })
  return rates.reduce((sum, rate) => sum + rate, 0) / rates.length
}

function learn(people: readonly KnownBasket[]): NextBasketModel {
  const outcome = fitNextBasket(people, itemCount)
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value
}

const known = tastefulPeople(seededRandom(seed), 800)
const unseen = tastefulPeople(seededRandom(seed + 1), 400)
const model = learn(known)

describe(`next baskets of people with a taste (seed ${seed})`, () => {
  it('finds more than what people took before, or what all take', () => {
    const counts = new Map<number, number>()
    for (const { next } of known) for (const item of next) counts.set(item, (counts.get(item) ?? 0) + 1)
    const mostTaken = (lists: readonly (readonly number[])[]): { item: number; score: number }[] => {
      const own = new Map<number, number>()
      for (const list of lists) for (const item of list) own.set(item, (own.get(item) ?? 0) + 1)
      return [...own]
        .sort((left, right) => right[1] - left[1])
        .slice(0, 10)
        .map(([item, score]) => ({ item, score }))
    }
    const popular = [...counts].sort((left, right) => right[1] - left[1]).slice(0, 10)
    const ours = recall(model, unseen)
    expect(ours).toBeGreaterThan(1.05 * recall({ recommend: ({ baskets }) => mostTaken(baskets) }, unseen))
    expect(ours).toBeGreaterThan(
      1.5 * recall({ recommend: () => popular.map(([item, score]) => ({ item, score })) }, unseen),
    )
  })

  it('gives no item twice, the best first, and no more than asked for', () => {
    for (const { baskets } of unseen.slice(0, 50)) {
      const found = model.recommend({ baskets }, 7)
      expect(found.length).toBeLessThanOrEqual(7)
      expect(new Set(found.map(({ item }) => item)).size).toBe(found.length)
      const scores = found.map(({ score }) => score)
      expect(scores).toEqual([...scores].sort((left, right) => right - left))
    }
  })

  it('has nothing for a stranger without baskets, and own items for one like nobody', () => {
    expect(model.recommend({ baskets: [] }, 10)).toEqual([])
    const alone = learn(
      known.map(({ baskets, next }) => ({
        baskets: baskets.map((items) => items.filter((item) => item !== 5)),
        next,
      })),
    )
    expect(alone.recommend({ baskets: [[5], [5]] }, 10).map(({ item }) => item)).toEqual([5])
  })

  it('listens to what is due when that is what comes', () => {
    const random = seededRandom(seed + 2)
    // Everybody takes next exactly what is due, one of the things they took.
    const timed = known.map(({ baskets }): KnownBasket => {
      const taken = [...new Set(baskets.flat())]
      const item = taken[Math.floor(random() * taken.length)] as number
      return { baskets, due: new Map(taken.map((each) => [each, each === item ? 0.9 : 0.1])), next: [item] }
    })
    const learned = learn(timed)
    expect(learned.weights.due).toBeGreaterThan(0)
    const firsts = timed
      .slice(0, 100)
      .filter((person) => learned.recommend(person, 1)[0]?.item === person.next[0])
    expect(firsts.length).toBeGreaterThan(60)
  })

  it('is the same read from its artifact, for the same people, and leaves them as they are', () => {
    const read = readNextBasketModel(JSON.parse(JSON.stringify(model.toArtifact())))
    if (!read.ok) throw new Error(read.failure.message)
    const again = learn(tastefulPeople(seededRandom(seed), 800))
    for (const { baskets } of unseen.slice(0, 30)) {
      expect(read.value.recommend({ baskets }, 10)).toEqual(model.recommend({ baskets }, 10))
      expect(again.recommend({ baskets }, 10)).toEqual(model.recommend({ baskets }, 10))
    }
    expect(known).toEqual(tastefulPeople(seededRandom(seed), 800))
  })
})

describe('fitNextBasket', () => {
  it.each([
    ['nobody', [], 'not-enough-data'],
    ['people without a history', new Array(50).fill({ baskets: [], next: [1] }), 'not-enough-data'],
    ['an unknown item', new Array(50).fill({ baskets: [[1]], next: [itemCount] }), 'invalid-data'],
    ['half an item', new Array(50).fill({ baskets: [[1.5]], next: [1] }), 'invalid-data'],
  ] as const)('refuses %s', (_name, people, kind) => {
    expect(fitNextBasket(people, itemCount)).toMatchObject({ ok: false, failure: { kind } })
  })

  it('learns where there is one item alone', () => {
    const outcome = fitNextBasket(new Array(30).fill({ baskets: [[0]], next: [0] }), 1)
    expect(outcome.ok && outcome.value.recommend({ baskets: [[0]] }, 10).map(({ item }) => item)).toEqual([0])
  })

  it.each([
    [null],
    [{}],
    [{ ...model.toArtifact(), itemCount: 3 }],
    [{ ...model.toArtifact(), people: [{ items: [1], scores: [], next: [] }] }],
  ])('reads nothing from a spoilt artifact (%#)', (artifact) => {
    expect(readNextBasketModel(artifact)).toMatchObject({
      ok: false,
      failure: { kind: 'unreadable-artifact' },
    })
  })
})
