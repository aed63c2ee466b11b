import { describe, expect, it } from 'vitest'
import {
  edgeRule,
  matchLevel,
  mergeRules,
  reviewAct,
  reviewReasons,
  reviewStatuses,
} from '#app/identity/identity-wording.ts'
import { listMergesQuerySchema } from '#shared/contracts/identity.ts'
import { reviewStatuses as statusesOfDirectory } from '#shared/identity/decision-records.ts'
import { reviewReasons as reasonsOfDirectory } from '#shared/identity/decisions.ts'
import { fieldLevels } from '#shared/identity/matching/field-levels.ts'

/** A word for programs: `shared-device`, `sameMailbox`. */
const isCode = (words: string) => /[a-z]-[a-z]|[a-z][A-Z]/.test(words)

describe('the words of identity', () => {
  it('say every reason, status and rule there is, and none that there is not', () => {
    expect(Object.keys(reviewReasons).sort()).toEqual([...reasonsOfDirectory].sort())
    expect(Object.keys(reviewStatuses).sort()).toEqual([...statusesOfDirectory].sort())
    expect(Object.keys(mergeRules).sort()).toEqual(
      [...listMergesQuerySchema.shape.rule.unwrap().options].sort(),
    )
  })

  it.each(['opened', 'assigned', ...statusesOfDirectory.filter((status) => status !== 'open')])(
    'say the act %s as a person would',
    (act) => expect(isCode(reviewAct(act))).toBe(false),
  )

  it.each([...new Set(Object.values(fieldLevels).flat()), 'missing'])(
    'say the level %s as a person would',
    (level) => {
      expect(isCode(matchLevel(level))).toBe(false)
      expect(matchLevel(level)).not.toBe(level)
    },
  )

  it('say the rule of an edge, known or not', () => {
    expect(edgeRule('known-customer')).toBe('Came with another identifier of the customer')
    expect(edgeRule('matcher')).toBe('Strong match')
    expect(edgeRule('somethingNew')).toBe('Something new')
  })
})
