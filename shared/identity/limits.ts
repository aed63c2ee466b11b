import { dayMs } from '../kernel/time.ts'
import { type IdentifierKey, identifierType } from './identifier.ts'
import type { IdentityRules } from './identity-rules.ts'

/** An identifier of a customer: when the event happened that brought it, and which. */
export interface Link {
  readonly key: IdentifierKey
  readonly occurredAt: number
  readonly eventKey: string
}

/**
 * Identifiers that are limited together: all of a type, but customer numbers by connection. Undefined for a type
 * without a limit.
 */
export function limitGroup(key: IdentifierKey, rules: IdentityRules): string | undefined {
  const type = identifierType(key)
  if (rules.limits[type as keyof IdentityRules['limits']] === undefined) return undefined
  if (type !== 'external_id') return type
  const scopeEnd = key.indexOf(':', type.length + 1)
  return scopeEnd === -1 ? type : key.slice(0, scopeEnd)
}

/**
 * The group of identifiers of which two customers together would have too many, seen from a moment (UTC epoch ms), or
 * undefined; the first by name when there are several. A customer that has too many already is no reason against one
 * that brings none of the kind.
 */
export function exceededLimit(
  left: readonly Link[],
  right: readonly Link[],
  atMs: number,
  rules: IdentityRules,
): string | undefined {
  const leftKeys = groupKeys(left, atMs, rules)
  const rightKeys = groupKeys(right, atMs, rules)
  let exceeded: string | undefined
  for (const [group, ofRight] of rightKeys) {
    const ofLeft = leftKeys.get(group) ?? new Set()
    const unionSize = new Set([...ofLeft, ...ofRight]).size
    if (unionSize <= maxCount(group, rules) || unionSize === Math.max(ofLeft.size, ofRight.size)) continue
    if (exceeded === undefined || group < exceeded) exceeded = group
  }
  return exceeded
}

function maxCount(group: string, rules: IdentityRules): number {
  const colon = group.indexOf(':')
  const type = colon === -1 ? group : group.slice(0, colon)
  return rules.limits[type as keyof IdentityRules['limits']]?.maxCount ?? Number.POSITIVE_INFINITY
}

function groupKeys(
  links: readonly Link[],
  atMs: number,
  rules: IdentityRules,
): Map<string, Set<IdentifierKey>> {
  const groups = new Map<string, Set<IdentifierKey>>()
  for (const { key, occurredAt } of links) {
    const group = limitGroup(key, rules)
    if (group === undefined) continue
    const windowDays = rules.limits[identifierType(key) as keyof IdentityRules['limits']]?.windowDays ?? null
    if (windowDays !== null && Math.abs(atMs - occurredAt) > windowDays * dayMs) continue
    const keys = groups.get(group)
    if (keys === undefined) groups.set(group, new Set([key]))
    else keys.add(key)
  }
  return groups
}
