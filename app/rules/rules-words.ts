import type { NewIdentityRules } from '#shared/contracts/identity.ts'
import { identifierTypes } from '#shared/identity/identifier.ts'
import { identifierTypeName } from '#shared/identity/identifier-words.ts'
import { countOf, formatCount } from '../format/format-number.ts'

type Limit = NewIdentityRules['limits'][keyof NewIdentityRules['limits']]

/** The rules in sentences, always in the same order, so that those of two sets can be held against each other. */
export function rulesInWords(rules: NewIdentityRules): string[] {
  const { maxMergedCustomers, limits, sharedDeviceAfter, sharedContactAfter, mergeAtMatchWeight } = rules
  return [
    maxMergedCustomers === 1
      ? 'An event that ties customers together never merges them; a person is asked.'
      : `An event that ties more than ${maxMergedCustomers} customers together merges none of them; a person is asked.`,
    ...identifierTypes.map((type) => `${identifierTypeName(type)}: ${limitInWords(type, limits[type])}.`),
    `A device or browser that has tied, or nearly tied, ${formatCount(sharedDeviceAfter)} people is shared and names nobody from then on.`,
    `Any other identifier is shared once it has tied, or nearly tied, ${formatCount(sharedContactAfter)} people.`,
    mergeAtMatchWeight === null
      ? 'Customers that only look like one person are never merged unasked.'
      : `Customers that look like one person are merged unasked from a match weight of ${mergeAtMatchWeight} bits on.`,
  ]
}

/** What the tried rules say that those in force do not. */
export function changedRules(inForce: NewIdentityRules, tried: NewIdentityRules): string[] {
  const said = new Set(rulesInWords(inForce))
  return rulesInWords(tried).filter((sentence) => !said.has(sentence))
}

function limitInWords(type: string, limit: Limit): string {
  if (limit === undefined) return 'as many as there are for one customer'
  const where = type === 'external_id' ? ' from each connection' : ''
  const when = limit.windowDays === null ? '' : ` within ${countOf(limit.windowDays, 'day')}`
  return `at most ${formatCount(limit.maxCount)} for one customer${where}${when}`
}
