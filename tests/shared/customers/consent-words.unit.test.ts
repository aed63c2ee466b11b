import { expect, it } from 'vitest'
import { consentWords } from '#shared/customers/consent-words.ts'
import { consentChannels, consentPurposes } from '#shared/events/event.ts'

it('says what a consent is about', () => {
  expect(consentWords('sale-of-data', null)).toBe('Sale of data')
  expect(consentWords('marketing', 'email')).toBe('Marketing by e-mail')
})

it('says each purpose and channel in its own words, none as programs write it', () => {
  const all = consentPurposes.flatMap((purpose) =>
    [null, ...consentChannels].map((channel) => consentWords(purpose, channel)),
  )
  expect(new Set(all).size).toBe(consentPurposes.length * (consentChannels.length + 1))
  expect(all.filter((words) => !/^[A-Z][a-z]+[a-zA-Z -]*$/.test(words) || words.includes('-of-'))).toEqual([])
})
