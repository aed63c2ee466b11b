import { expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { packArrays, unpackArrays } from '#shared/ml/array-bundle.ts'
import { fitNextBasket } from '#shared/ml/next-basket/fit-next-basket.ts'
import { nextBasketFromBytes, nextBasketToBytes } from '#shared/ml/next-basket/next-basket-bytes.ts'

const random = seededRandom(4)
const itemCount = 40
const baskets = () =>
  Array.from({ length: 1 + Math.floor(5 * random()) }, () =>
    Array.from({ length: 1 + Math.floor(4 * random()) }, () => Math.floor(random() ** 2 * itemCount)),
  )
const people = Array.from({ length: 120 }, () => ({ baskets: baskets(), next: baskets()[0] ?? [] }))
const fitted = fitNextBasket(people, itemCount)
if (!fitted.ok) throw new Error(fitted.failure.message)
const bytes = nextBasketToBytes(fitted.value)

it('recommends the same after bytes, bit for bit, and takes weights that are given', () => {
  const read = nextBasketFromBytes(bytes)
  if (!read.ok) throw new Error(read.failure.message)
  for (const person of people.slice(0, 30)) {
    expect(read.value.recommend(person, 10)).toEqual(fitted.value.recommend(person, 10))
  }
  const given = { tifu: 1, retake: 0, due: 0, peers: 0 }
  const alone = fitNextBasket(people, itemCount, { weights: given })
  expect(alone.ok && alone.value.weights).toEqual(given)
})

it('refuses bytes that are cut short, of something else, or point outside of themselves', () => {
  expect(nextBasketFromBytes(bytes.slice(0, bytes.byteLength - 200)).ok).toBe(false)
  expect(nextBasketFromBytes(new ArrayBuffer(3)).ok).toBe(false)
  const bundle = unpackArrays(bytes, 'next-basket', 1)
  if (!bundle.ok) throw new Error(bundle.failure.message)
  for (const name of ['items', 'starts', 'nextItems', 'nextStarts']) {
    const broken = (bundle.value.arrays[name] as Uint32Array).slice().fill(1_000_000)
    const arrays = { ...bundle.value.arrays, [name]: broken }
    expect(nextBasketFromBytes(packArrays({ ...bundle.value, arrays })).ok, name).toBe(false)
    const { [name]: _, ...others } = bundle.value.arrays
    expect(nextBasketFromBytes(packArrays({ ...bundle.value, arrays: others })).ok, name).toBe(false)
  }
})
