import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readableName } from '#shared/kernel/readable-name.ts'

/** By Unicode's own lists (Bidi_Control, Default_Ignorable_Code_Point), written down here once more. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
const withoutWidth =
  /[\u00ad\u115f\u1160\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|\u17b4|\u17b5/u
const controls = /\p{Cc}/u
const joiners = /[\u200c\u200d]/u

/** Names with the characters at hand that do harm, and some that need joiners. */
const character = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(..."aZ é\u00a0-'م\u06ccش्කී\u{1f468}\u{1f469}\u{1f3fd}\u2764\ufe0f\u{1f3f4}"),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...'\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2066\u2069\u2060\ufeff\u00ad\u061c\u180e\u3164\t\n\u0000\u0085\u{e0067}\u{e0062}\u{e007f}\ufff9',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
)
const name = fc.array(character, { maxLength: 24 }).map((parts) => parts.join(''))

describe('a readable name', () => {
  it('has nothing that turns text round or has no width, but joiners', () => {
    fc.assert(
      fc.property(name, (text) => {
        const readable = readableName(text)
        expect(turning.test(readable)).toBe(false)
        expect(withoutWidth.test(readable)).toBe(false)
        expect(controls.test(readable)).toBe(false)
        expect(readable).toBe(readable.trim())
      }),
      { numRuns: 2_000 },
    )
  })

  it('has all that was to be seen, in its order, and is not changed again', () => {
    const seen = (text: string) =>
      text.replace(/[\s\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5/gu, '')
    fc.assert(
      fc.property(name, (text) => {
        const readable = readableName(text)
        expect(seen(readable)).toBe(seen(text))
        expect(readableName(readable)).toBe(readable)
      }),
      { numRuns: 2_000 },
    )
  })

  it('has no joiner where only Latin letters are', () => {
    const latin = fc.constantFrom(...'abcXYZ \u200c\u200d\u200b')
    fc.assert(
      fc.property(fc.array(latin, { maxLength: 20 }), (parts) => {
        expect(joiners.test(readableName(parts.join('')))).toBe(false)
      }),
    )
  })

  it.each([
    ['Ada Lovelace', 'a plain name'],
    ['Zoë O’Neill-Ngô, Jr.', 'accents and marks'],
    ['می‌خواهم', 'Persian, with a non-joiner'],
    ['ශ්‍රී ලංකා', 'Sinhala, with a joiner'],
    ['क्‍ष', 'Devanagari, with a joiner'],
    ['محمد علي', 'Arabic, right to left without marks'],
    ['דוד', 'Hebrew'],
    ['👨‍👩‍👧 Miller', 'a family'],
    ['👩🏽‍🚀', 'an astronaut with a skin tone'],
    ['❤️‍🔥 Bakery', 'a heart on fire'],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿 Fans', 'the flag of England, spelt with tags'],
    ['李\u3000小龙', 'an ideographic space'],
    ['\u0600\u0661\u0662', 'an Arabic number sign'],
  ])('leaves %s as it is: %s', (text) => {
    expect(readableName(text)).toBe(text)
  })

  it.each([
    ['photo\u202egnp.exe', 'photognp.exe'],
    ['Ad\u200ba\ufeff L\u2060ovelace', 'Ada Lovelace'],
    ['ad\u200dmin', 'admin'],
    ['ad\u200cmin', 'admin'],
    ['\u200fAda\u200e', 'Ada'],
    ['Ada\nLovelace\t(VIP)', 'Ada Lovelace (VIP)'],
    ['co\u00adop', 'coop'],
    ['👨\u200d Ada', '👨 Ada'],
    ['A\u{e0068}\u{e0069}da', 'Ada'],
    ['🏴\u{e0068}\u{e0069}', '🏴'],
    ['\u3164', ''],
    [' \u2068 \u2069 ', ''],
    ['', ''],
  ])('makes of %j %j', (text, expected) => {
    expect(readableName(text)).toBe(expected)
  })

  it('takes no longer for joiners in a row than for letters (a minute, when it looked ahead from each)', () => {
    const startedMs = performance.now()
    expect(readableName(`a${'\u200d'.repeat(30_000)}b`)).toBe('ab')
    expect(performance.now() - startedMs).toBeLessThan(2_000)
  })
})
