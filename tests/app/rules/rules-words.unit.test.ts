import { describe, expect, it } from 'vitest'
import { changedRules, rulesInWords } from '#app/rules/rules-words.ts'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'

const rules = defaultIdentityRules

describe('rulesInWords', () => {
  it('says what is not limited, and within which time the rest is', () => {
    const words = rulesInWords({
      ...rules,
      limits: { ...rules.limits, cookie_id: { maxCount: 1_500, windowDays: 1 } },
    })
    expect(words).toEqual(
      expect.arrayContaining([
        'An event that ties more than 3 customers together merges none of them; a person is asked.',
        'Customer number: at most 1 for one customer from each connection.',
        'Browser: at most 1,500 for one customer within 1 day.',
        'Device: at most 20 for one customer within 365 days.',
        'Receipt: as many as there are for one customer.',
        'Customers that only look like one person are never merged unasked.',
      ]),
    )
  })

  it('says each rule by itself, so that a change of any of them shows', () => {
    const words = rulesInWords(rules)
    expect(new Set(words).size).toBe(words.length)
  })
})

describe('changedRules', () => {
  it('says nothing of what stays', () => expect(changedRules(rules, { ...rules })).toEqual([]))

  it.each([
    [
      { maxMergedCustomers: 1 },
      'An event that ties customers together never merges them; a person is asked.',
    ],
    [
      { limits: { ...rules.limits, email: { maxCount: 1, windowDays: null } } },
      'E-mail: at most 1 for one customer.',
    ],
    [
      { sharedDeviceAfter: 9 },
      'A device or browser that has tied, or nearly tied, 9 people is shared and names nobody from then on.',
    ],
    [{ sharedContactAfter: 9 }, 'Any other identifier is shared once it has tied, or nearly tied, 9 people.'],
    [
      { mergeAtMatchWeight: 24.5 },
      'Customers that look like one person are merged unasked from a match weight of 24.5 bits on.',
    ],
  ])('says what %j makes different', (change, sentence) => {
    expect(changedRules(rules, { ...rules, ...change })).toEqual([sentence])
  })
})
