import { describe, expect, it } from 'vitest'
import { meansProfilingRefusal } from '#shared/predictions/socio-economic/may-profile-means.ts'

const silent = { restrictedAt: null, isProfilingAllowed: null }
const agreed = { restrictedAt: null, isProfilingAllowed: true }
const objected = { restrictedAt: null, isProfilingAllowed: false }

describe('meansProfilingRefusal', () => {
  it.each([
    // country, profiled until they object, switched on, the person's word, refusal
    ['DE', null, null, silent, 'no-consent'],
    ['DE', true, null, silent, 'no-consent'],
    ['DE', true, true, silent, null],
    ['DE', null, true, silent, 'no-consent'],
    ['DE', null, null, agreed, null],
    ['NO', true, null, silent, 'no-consent'],
    ['GB', null, null, silent, null],
    ['GB', null, false, silent, 'tenant-setting'],
    ['GB', null, false, agreed, 'tenant-setting'],
    ['GB', false, true, silent, 'tenant-setting'],
    ['GB', true, true, objected, 'objected'],
    ['DE', true, true, objected, 'objected'],
    ['GB', true, true, { restrictedAt: 1, isProfilingAllowed: true }, 'restricted'],
  ] as const)(
    '%s, until they object %j, switched on %j, %j: %j',
    (country, isProfilingOptOut, isSocioEconomicOn, word, refusal) => {
      expect(meansProfilingRefusal(word, { country, isProfilingOptOut, isSocioEconomicOn })).toBe(refusal)
    },
  )
})
