import type { IdentityRulesView, NewIdentityRules } from '#shared/contracts/identity.ts'
import { type IdentifierType, identifierTypes } from '#shared/identity/identifier.ts'

/** Fields of the form, each named as the JSON pointer that the API gives with a problem, without its first slash. */
export const limitFields = (type: IdentifierType) => ({
  maxCount: `limits/${type}/maxCount`,
  windowDays: `limits/${type}/windowDays`,
})

export type RulesTexts = Readonly<Record<string, string>>

/** What the form says of rules; empty where there is no limit. */
export function rulesTexts(rules: NewIdentityRules): RulesTexts {
  const limits = identifierTypes.flatMap((type) => {
    const { maxCount, windowDays } = limitFields(type)
    const limit = rules.limits[type]
    return [
      [maxCount, textOf(limit?.maxCount)],
      [windowDays, textOf(limit?.windowDays)],
    ]
  })
  return {
    ...Object.fromEntries(limits),
    maxMergedCustomers: textOf(rules.maxMergedCustomers),
    sharedDeviceAfter: textOf(rules.sharedDeviceAfter),
    sharedContactAfter: textOf(rules.sharedContactAfter),
    mergeAtMatchWeight: textOf(rules.mergeAtMatchWeight),
  }
}

/** Rules without what the API counts itself. */
export function withoutVersion({ version: _, ...rules }: IdentityRulesView): NewIdentityRules {
  return rules
}

function textOf(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value)
}
