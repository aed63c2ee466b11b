import { describe, expect, it } from 'vitest'
import {
  fictionalPhone,
  fictionalPhoneCount,
  mistypePhone,
  mobilePhoneCount,
  nationalPhone,
} from '#scripts/demo-shop/phone-numbers.ts'
import { seededRandom } from '#shared/kernel/random.ts'

describe('fictional phone numbers', () => {
  it('are all different, mobiles first', () => {
    const all = Array.from({ length: fictionalPhoneCount }, (_, index) => fictionalPhone(index))
    expect(new Set(all).size).toBe(fictionalPhoneCount)
    const mobiles = all.filter((phone) => /^\+447700900\d{3}$/.test(phone))
    expect(mobiles).toEqual(all.slice(0, mobilePhoneCount))
    expect(() => fictionalPhone(fictionalPhoneCount)).toThrow(RangeError)
  })

  it('are written as people at home write them', () => {
    expect(nationalPhone('+447700900123')).toBe('07700 900123')
  })

  it('are mistyped into another fictional number that nobody uses', () => {
    const taken = new Set(Array.from({ length: mobilePhoneCount }, (_, index) => fictionalPhone(index)))
    const slip = mistypePhone('+447700900123', taken, seededRandom(1))
    expect(slip).toMatch(/^\+447700900\d\d7$/)
    expect(taken.has(slip ?? '')).toBe(true)
    const all = new Set(
      Array.from({ length: 1_000 }, (_, end) => `+447700900${String(end).padStart(3, '0')}`),
    )
    expect(mistypePhone('+447700900123', all, seededRandom(1))).toBeUndefined()
  })
})
