import { describe, expect, it } from 'vitest'
import { soundex } from '#shared/identity/matching/soundex.ts'

/** The examples of the United States National Archives' page on the Soundex indexing system. */
const published = [
  ['washington', 'w252'],
  ['lee', 'l000'],
  ['gutierrez', 'g362'],
  ['pfister', 'p236'],
  ['jackson', 'j250'],
  ['tymczak', 't522'],
  ['vandeusen', 'v532'],
  ['ashcraft', 'a261'],
] as const

describe('soundex', () => {
  it.each(published)('codes %s as %s', (name, code) => {
    expect(soundex(name)).toBe(code)
  })

  it('keeps the start of a word in another script', () => {
    expect(soundex('иванова')).toBe('иван')
    expect(soundex('')).toBe('')
  })
})
