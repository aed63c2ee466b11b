import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pointerSchema, valueAt } from '#shared/sources/rest/pointer.ts'

const seed = 20261121

/** Every place of a value with what stands there, written down the other way about: from the value to its pointers. */
function placesOf(value: unknown, pointer = ''): [string, unknown][] {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.keys(value).flatMap((name) => {
          const step = name.split('~').join('~0').split('/').join('~1')
          return placesOf((value as Record<string, unknown>)[name], `${pointer}/${step}`)
        })
      : []
  return [[pointer, value], ...inner]
}

it(`finds everything at its place (seed ${seed})`, () => {
  const key = fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('a/b', '~', '~1', '', '0', 'length'))
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, 1, 'x', false),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }))
  fc.assert(
    fc.property(tree, (value) => {
      for (const [pointer, found] of placesOf(value)) {
        expect(pointerSchema.safeParse(pointer).success).toBe(true)
        expect(valueAt(value, pointer)).toEqual(found ?? undefined)
      }
    }),
    { seed, numRuns: 300 },
  )
})

// The examples of RFC 6901, section 5.
describe('the document of the standard', () => {
  const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'e^f': 3, 'k"l': 6, ' ': 7, 'm~n': 8 }
  it.each([
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
  ])('has at %j', (pointer, value) => expect(valueAt(document, pointer)).toEqual(value))
})

it.each(['/constructor', '/foo/length', '/foo/01', '/foo/-', '/foo/2', '/foo/0/x', '/__proto__/x'])(
  'finds nothing at %j',
  (pointer) => expect(valueAt({ foo: ['bar', 'baz'] }, pointer)).toBeUndefined(),
)

it.each(['foo', '/a~', '/a~2b', '$.foo', ' /foo'])('%j is no pointer', (pointer) =>
  expect(pointerSchema.safeParse(pointer).success).toBe(false),
)
