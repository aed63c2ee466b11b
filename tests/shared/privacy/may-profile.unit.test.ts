import { describe, expect, it } from 'vitest'
import { profilingRefusal } from '#shared/privacy/may-profile.ts'

const silent = { restrictedAt: null, isProfilingAllowed: null }

describe('profilingRefusal', () => {
  it.each([
    ['GB', null, silent, null],
    ['US', null, silent, null],
    ['DE', null, silent, 'no-consent'],
    ['NO', null, silent, 'no-consent'],
    ['DE', true, silent, null],
    ['GB', false, silent, 'tenant-setting'],
    ['DE', null, { ...silent, isProfilingAllowed: true }, null],
    ['GB', false, { ...silent, isProfilingAllowed: true }, null],
    ['GB', true, { ...silent, isProfilingAllowed: false }, 'objected'],
    ['GB', true, { restrictedAt: 1, isProfilingAllowed: true }, 'restricted'],
  ] as const)('%s, opt-out %j, %j: %j', (country, isProfilingOptOut, word, refusal) => {
    expect(profilingRefusal(word, { country, isProfilingOptOut })).toBe(refusal)
  })
})
