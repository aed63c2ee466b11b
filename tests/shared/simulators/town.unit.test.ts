import { expect, it } from 'vitest'
import { fictionalPhone, fictionalPhoneCount } from '#scripts/demo-shop/phone-numbers.ts'
import { normalisePhone } from '#shared/identity/normalise-phone.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { drawShopper, shopPhone, shopperAt, shopperCount } from '#shared/simulators/town.ts'

const shoppers = Array.from({ length: shopperCount }, (_, index) => shopperAt(index))
const namesOf = () => shoppers.map(({ firstName, lastName }) => `${firstName} ${lastName}`)

it('has as many people as names, of whom no two are alike', () => {
  expect(shopperCount).toBe(1_600)
  expect(new Set(namesOf()).size).toBe(shopperCount)
  expect(namesOf().every((name) => /^[A-Z][a-z]+ [A-Z][a-z]+$/.test(name))).toBe(true)
  for (const part of ['email', 'phone', 'nextPhone', 'visitorId'] as const) {
    expect(new Set(shoppers.map((shopper) => shopper[part])).size).toBe(shopperCount)
  }
})

it('gives each a number that is nobody’s, in the demo shop neither', () => {
  const taken = new Set(Array.from({ length: fictionalPhoneCount }, (_, index) => fictionalPhone(index)))
  const numbers = shoppers.flatMap(({ phone, nextPhone }) => [phone, nextPhone])
  expect(numbers.filter((number) => taken.has(number))).toEqual([])
  expect(numbers.filter((number) => !/^(?:\+44\d{10}|\+1\d{3}55501\d{2})$/.test(number))).toEqual([])
  expect(numbers.filter((number) => normalisePhone(number, 'GB') !== number)).toEqual([])
  expect(numbers).not.toContain(shopPhone)
  expect(taken.has(shopPhone)).toBe(false)
})

it('draws from all over town, the same for a seed', () => {
  const draw = (seed: number) => {
    const random = seededRandom(seed)
    return Array.from({ length: 2_000 }, () => drawShopper(random).index)
  }
  expect(draw(3)).toEqual(draw(3))
  // Of so many drawn from 1,600 with replacement, 1,600 x (1 - (1 - 1/1600)^2000), about 1,142, are different.
  const found = new Set(draw(3)).size
  expect(found).toBeGreaterThan(1_090)
  expect(found).toBeLessThan(1_195)
})
