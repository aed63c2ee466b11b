import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { escapeWideCharacters } from '#scripts/escape-wide-characters.ts'

const template = ['`$', '{1}′ 😀`'].join('')

test('a program means the same, and fits in one byte a character', () => {
  const code = String.raw`// Δ
    const δ = { 'naïve ‘word’': ${template} }
    ;[Object.keys(δ)[0], δ['naïve ‘word’'], 'it’s'.replace(/[‘’]/, ''), /^[😀]$/u.test('😀'), '日本語'.length,
      'it’s'.replace(/\’/, ''), '\’', '\\’', '\\\’', /[\–-\—]/.test('u'), /[\–-\—]/.test('—')]`
  const escaped = escapeWideCharacters(code)
  expect(runInNewContext(escaped)).toEqual(runInNewContext(code))
  expect([...escaped].every((character) => character.charCodeAt(0) < 256)).toBe(true)
  expect(escaped).toContain('naïve')
})

test('a program without such characters stays as it is', () => {
  const code = 'const price = "5 £"\n\tconst text = "\\u2018"\r\n'
  expect(escapeWideCharacters(code)).toBe(code)
})

test.each(['// one\u2028two()', 'String.raw`’`'])(
  'a program that would mean something else is refused',
  (code) => {
    expect(() => escapeWideCharacters(code)).toThrow('cannot be written with escapes')
  },
)
