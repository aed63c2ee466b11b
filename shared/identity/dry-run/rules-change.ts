import * as z from 'zod'
import { identifierTypes } from '../identifier.ts'
import { type IdentityRules, identifierLimitSchema, identityRulesSchema } from '../identity-rules.ts'

/** A change of the rules to be tried: what is left out stays. A limit of null is none. */
export const rulesChangeSchema = identityRulesSchema
  .omit({ version: true })
  .partial()
  .extend({ limits: z.partialRecord(z.enum(identifierTypes), identifierLimitSchema.nullable()).optional() })
  .strict()
export type RulesChange = z.infer<typeof rulesChangeSchema>

/** The rules as they would be after a change; limits change type by type. */
export function changeRules(rules: IdentityRules, change: RulesChange): IdentityRules {
  const { limits: changedLimits = {}, ...rest } = change
  const limits = Object.entries({ ...rules.limits, ...changedLimits }).filter(([, limit]) => limit !== null)
  const stated = Object.entries(rest).filter(([, value]) => value !== undefined)
  return { ...rules, ...Object.fromEntries(stated), limits: Object.fromEntries(limits) }
}
