import { describe, expect, it } from 'vitest'
import { formatBits, weightSentence } from '#app/identity/match-weight.ts'

describe('formatBits', () => {
  it.each([
    [12.34, '+12.3 bits'],
    [-3.06, '−3.1 bits'],
    [0, '0.0 bits'],
    [-0.04, '0.0 bits'],
    [0.05, '+0.1 bits'],
  ])('%s is %s', (weight, words) => expect(formatBits(weight)).toBe(words))
})

describe('weightSentence', () => {
  it.each([
    [0.2, 'What was found speaks neither for one person nor for two.'],
    [1, 'What was found is about 2 times as likely for one person as for two strangers.'],
    [10, 'What was found is about 1,000 times as likely for one person as for two strangers.'],
    [12.3, 'What was found is about 5,000 times as likely for one person as for two strangers.'],
    [40, 'What was found is more than a million times as likely for one person as for two strangers.'],
    [-3, 'What was found is about 8 times as likely for two strangers as for one person.'],
  ])('%s bits: %s', (weight, words) => expect(weightSentence(weight)).toBe(words))
})
