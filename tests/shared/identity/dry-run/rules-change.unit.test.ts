import { describe, expect, it } from 'vitest'
import { changeRules, rulesChangeSchema } from '#shared/identity/dry-run/rules-change.ts'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'

describe('changeRules', () => {
  it('keeps what is left out, and changes limits type by type', () => {
    const email = { maxCount: 1, windowDays: 30 }
    const changed = changeRules(defaultIdentityRules, { sharedDeviceAfter: 9, limits: { email } })
    expect(changed).toEqual({
      ...defaultIdentityRules,
      sharedDeviceAfter: 9,
      limits: { ...defaultIdentityRules.limits, email },
    })
    expect(changeRules(defaultIdentityRules, {})).toEqual(defaultIdentityRules)
  })

  it('takes a limit away for null, and keeps a null that is a value', () => {
    const changed = changeRules(
      { ...defaultIdentityRules, mergeAtMatchWeight: 12 },
      { mergeAtMatchWeight: null, limits: { phone: null } },
    )
    expect(changed.mergeAtMatchWeight).toBeNull()
    expect(Object.keys(changed.limits)).not.toContain('phone')
    expect(changed.limits.email).toEqual(defaultIdentityRules.limits.email)
  })

  it.each([
    ['a limit below one', { limits: { email: { maxCount: 0, windowDays: null } } }],
    ['a limit without its window', { limits: { email: { maxCount: 1 } } }],
    ['an unknown type of identifier', { limits: { fax: { maxCount: 1, windowDays: null } } }],
    ['more merged customers than allowed', { maxMergedCustomers: 11 }],
    ['a rule that is not there', { maxMergedCustomer: 3 }],
    ['a version', { version: 3 }],
    ['no change at all', null],
  ])('refuses %s', (_, change) => {
    expect(rulesChangeSchema.safeParse(change).success).toBe(false)
  })
})
