import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRulesForm, readRulesTexts } from '#app/rules/read-rules-form.server.ts'
import { rulesTexts } from '#app/rules/rules-fields.ts'
import { type NewIdentityRules, updateIdentityRulesSchema } from '#shared/contracts/identity.ts'
import { identifierTypes } from '#shared/identity/identifier.ts'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'

const seed = 20261121

const limit = fc.record({
  maxCount: fc.integer({ min: 1, max: 10_000 }),
  windowDays: fc.option(fc.integer({ min: 1, max: 3_650 })),
})
const anyRules: fc.Arbitrary<NewIdentityRules> = fc.record({
  maxMergedCustomers: fc.integer({ min: 1, max: 10 }),
  limits: fc.dictionary(fc.constantFrom(...identifierTypes), limit),
  sharedDeviceAfter: fc.integer({ min: 2, max: 1_000 }),
  sharedContactAfter: fc.integer({ min: 2, max: 1_000 }),
  mergeAtMatchWeight: fc.option(fc.integer({ min: 0, max: 2_000 }).map((tenths) => tenths / 10)),
})

function formOf(rules: NewIdentityRules, changes: Record<string, string> = {}): FormData {
  const form = new FormData()
  for (const [field, text] of Object.entries({ ...rulesTexts(rules), ...changes })) form.set(field, text)
  return form
}

describe('the form of identity rules', () => {
  it(`says any rules so that they are read as they were (seed ${seed})`, () => {
    fc.assert(
      fc.property(anyRules, (rules) => {
        const read = readRulesForm(formOf(rules))
        expect(read).toEqual({ ok: true, value: { ...rules, limits: { ...rules.limits } } })
        expect(updateIdentityRulesSchema.safeParse(rules).success).toBe(true)
      }),
      { seed, numRuns: 300 },
    )
  })

  it.each([
    ['maxMergedCustomers', '', 'Enter a number.'],
    ['sharedDeviceAfter', 'three', 'Enter a number.'],
    ['limits/email/maxCount', '1e3', 'Enter a number.'],
    ['limits/email/windowDays', '7 days', 'Enter a number.'],
    ['mergeAtMatchWeight', 'never', 'Enter a number.'],
  ])('with %s as %j is refused at that field', (field, text, error) => {
    const read = readRulesForm(formOf(defaultIdentityRules, { [field]: text }))
    expect(read).toMatchObject({ ok: false, failure: { errors: { [field]: error } } })
  })

  it('asks how many where only days are given', () => {
    const read = readRulesForm(formOf(defaultIdentityRules, { 'limits/device_id/maxCount': ' ' }))
    expect(!read.ok && Object.keys(read.failure.errors)).toEqual(['limits/device_id/maxCount'])
  })

  it('is shown again as it was written', () => {
    const written = formOf(defaultIdentityRules, { sharedDeviceAfter: ' three ', intent: 'try' })
    expect(readRulesTexts(written, defaultIdentityRules)).toEqual({
      ...rulesTexts(defaultIdentityRules),
      sharedDeviceAfter: 'three',
    })
  })
})
