import { expect, it } from 'vitest'
import { formatCountry } from '#app/format/format-country.ts'

it('names countries as they are called in English', () => {
  expect(['DE', 'GB', 'FR'].map(formatCountry)).toEqual(['Germany', 'United Kingdom', 'France'])
})
