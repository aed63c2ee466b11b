import { describe, expect, it } from 'vitest'
import { defaultLevels } from '#shared/identity/matching/default-model.ts'
import type { MatchField } from '#shared/identity/matching/field-levels.ts'
import { implausibility } from '#shared/identity/matching/implausibility.ts'
import type { FieldDistributions } from '#shared/identity/matching/match-model.ts'

function levelsWith(field: MatchField, changed: Partial<FieldDistributions>) {
  return { ...defaultLevels, [field]: { ...defaultLevels[field], ...changed } }
}

describe('implausibility', () => {
  it('finds nothing wrong with the defaults', () => {
    expect(implausibility(defaultLevels)).toBeUndefined()
  })

  it.each([
    ['email-agrees-less', levelsWith('email', { linked: [0, 0.1, 0.1, 0.1, 0.7] })],
    ['city-differs-more', levelsWith('city', { linked: [0.055, 0, 0.945] })],
    ['firstName-mostly-differs', levelsWith('firstName', { linked: [0.4, 0, 0, 0, 0, 0.6] })],
    ['lastName-mostly-differs', levelsWith('lastName', { linked: [0.4, 0, 0, 0, 0.6] })],
    ['housemates-are-one-person', levelsWith('firstName', { housemates: [0.6, 0, 0, 0, 0, 0.4] })],
  ])('finds %s', (reason, levels) => {
    expect(implausibility(levels)).toBe(reason)
  })
})
