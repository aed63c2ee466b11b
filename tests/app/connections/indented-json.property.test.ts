import fc from 'fast-check'
import { expect, it } from 'vitest'
import { indentedJson } from '#app/connections/indented-json.ts'

const objectOrList = fc.oneof(
  fc.array(fc.jsonValue({ maxDepth: 4 })),
  fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })),
)

it('indents as JavaScript does, however the text was spaced before', () => {
  fc.assert(
    fc.property(objectOrList, fc.constantFrom(undefined, 1, '\t'), (value, space) => {
      expect(indentedJson(JSON.stringify(value, null, space))).toBe(JSON.stringify(value, null, 2))
    }),
    { numRuns: 500 },
  )
})

it.each([
  ['a number that JavaScript cannot hold', '{"id":9007199254740993001}', '{\n  "id": 9007199254740993001\n}'],
  ['a number as it was written', '[1.50,1e3]', '[\n  1.50,\n  1e3\n]'],
  ['a name that stands twice', '{"a":1,"a":2}', '{\n  "a": 1,\n  "a": 2\n}'],
  ['an escape', '["\\u00e9 \\" , ]"]', '[\n  "\\u00e9 \\" , ]"\n]'],
])('keeps %s', (_, text, indented) => {
  expect(indentedJson(text)).toBe(indented)
})

it.each(['', 'webhook_id=5', '{"a":', '"text"', '12', 'null'])('leaves %j alone', (text) => {
  expect(indentedJson(text)).toBeUndefined()
})

it('stays of a size that can be shown when something is nested without end', () => {
  const depth = 16_000
  expect(indentedJson('['.repeat(depth) + ']'.repeat(depth))?.length).toBeLessThan(4_000_000)
})
