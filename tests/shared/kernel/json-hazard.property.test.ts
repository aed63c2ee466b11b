import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonHazard, maxJsonDepth } from '#shared/kernel/json-hazard.ts'

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

describe('a JSON text', () => {
  it.each([
    ['{"a":1,"b":{"a":1}}', undefined],
    ['[{"a":1},{"a":2}]', undefined],
    ['{"a":"a","b":"\\"a\\":1"}', undefined],
    ['{"a":"__proto__"}', undefined],
    ['{"a":1,"a":2}', 'repeated-name'],
    ['{"a":1,"b":[{"c":1,"c":1}]}', 'repeated-name'],
    ['{"a":1,"\\u0061":2}', 'repeated-name'],
    ['{"a" \n\t: 1, "a":2}', 'repeated-name'],
    ['{"__proto__":{"isAdmin":true}}', 'unsafe-name'],
    ['{"a":[{"__pr\\u006fto__":1}]}', 'unsafe-name'],
    ['{"constructor":{"prototype":{"x":1}}}', 'unsafe-name'],
    [nested(maxJsonDepth), undefined],
    [nested(maxJsonDepth + 1), 'too-deep'],
    ['['.repeat(100_000), 'too-deep'],
    [`${'{"a":'.repeat(33)}1`, 'too-deep'],
    ['"\\', undefined],
    ['', undefined],
    ['}}]]', undefined],
  ])('%.60s: %s', (text, hazard) => {
    expect(jsonHazard(text)).toBe(hazard)
  })

  it('that JSON.stringify wrote has none, but for depth and names', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom(undefined, 1), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        const isUnsafe = hasName(value, (name) => ['__proto__', 'constructor', 'prototype'].includes(name))
        expect(jsonHazard(text)).toBe(isUnsafe ? 'unsafe-name' : undefined)
      }),
      { numRuns: 2_000 },
    )
  })

  it('with a name twice is found, wherever it stands and however it is written', () => {
    const name = fc.string({ minLength: 1, maxLength: 5, unit: 'binary' })
    fc.assert(
      fc.property(name, fc.integer({ min: 0, max: 20 }), fc.jsonValue(), (drawn, depth, value) => {
        const quoted = JSON.stringify(drawn)
        const escaped = `"${[...drawn].map(unicodeEscape).join('')}"`
        const pair = `{${quoted}:${JSON.stringify(value)},${escaped}:1}`
        const hazard = jsonHazard(`${'['.repeat(depth)}${pair}${']'.repeat(depth)}`)
        expect(hazard).toBeDefined()
      }),
      { numRuns: 500 },
    )
  })

  it('of a megabyte is looked at in a moment', () => {
    const text = JSON.stringify(
      Array.from({ length: 20_000 }, (_, index) => ({ id: index, name: 'x'.repeat(30) })),
    )
    const beganMs = performance.now()
    expect(jsonHazard(text)).toBeUndefined()
    expect(performance.now() - beganMs).toBeLessThan(500)
  })
})

function unicodeEscape(char: string): string {
  return char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}

function hasName(value: unknown, isIt: (name: string) => boolean): boolean {
  if (value === null || typeof value !== 'object') return false
  if (!Array.isArray(value) && Object.keys(value).some(isIt)) return true
  return Object.values(value).some((each) => hasName(each, isIt))
}
