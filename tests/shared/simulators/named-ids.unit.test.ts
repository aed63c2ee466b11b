import { expect, it } from 'vitest'
import { namedCode, namedHex, namedUuid } from '#shared/simulators/named-ids.ts'

const names = Array.from({ length: 5_000 }, (_, index) => `order:${index}`)

it.each<[string, (name: string) => string, RegExp]>([
  ['namedHex', (name) => namedHex(name, 32), /^[0-9a-f]{32}$/],
  ['namedHex of odd length', (name) => namedHex(name, 17), /^[0-9a-f]{17}$/],
  ['namedUuid', namedUuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/],
  ['namedCode', (name) => namedCode(name, 24), /^[0-9A-Z]{24}$/],
  ['a short namedCode', (name) => namedCode(name, 13), /^[0-9A-Z]{13}$/],
])('%s has its form, is the same for a name and another for another', (_, make, form) => {
  const made = names.map(make)
  expect(made.filter((id) => !form.test(id))).toEqual([])
  expect(names.map(make)).toEqual(made)
  expect(new Set(made).size).toBe(names.length)
})
