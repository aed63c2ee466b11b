import type { KnownIdentity } from '#shared/identity/identity-draft.ts'
import { defaultIdentityRules, type IdentityRules } from '#shared/identity/identity-rules.ts'
import { resolveClaims } from '#shared/identity/resolve.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { nothingKnown } from '#tests/support/nothing-known.ts'
import { newClaim } from './new-claim.ts'
import { testTimeMs } from './new-event.ts'

/** An event by its identifiers, `says` the two of which its source says that they are one person. */
export type Told =
  | string
  | { readonly keys: string; readonly day?: number; readonly says?: readonly [string, string] }

export interface Given {
  readonly known?: Partial<KnownIdentity>
  readonly rules?: Partial<IdentityRules>
}

/** Decides events in one batch. */
export function decide(events: readonly Told[], { known = {}, rules = {} }: Given = {}) {
  let bornCount = 0
  const claims = events.map((told, index) => {
    const { keys, day = 0, says } = typeof told === 'string' ? { keys: told } : told
    const claim = newClaim(`event-${index}`, keys === '' ? [] : keys.split(' '), testTimeMs + day * dayMs)
    const [from, to] = says ?? []
    const isStated = from !== undefined && to !== undefined
    return isStated ? { ...claim, statement: { kind: 'same-person' as const, from, to } } : claim
  })
  const batch = resolveClaims(
    claims,
    { ...nothingKnown, ...known },
    { ...defaultIdentityRules, ...rules },
    () => {
      bornCount += 1
      return `new-${bornCount}`
    },
  )
  return { ...batch, claims, last: batch.resolutions.at(-1) }
}

/** Who has which identifiers in the end, one line each, oldest first; what found no place is left out. */
export function people(events: readonly Told[], given: Given = {}): string[] {
  const { newOwners, merges } = decide(events, given)
  const current = (id: string): string => {
    const away = merges.find(({ mergedId }) => mergedId === id)
    return away === undefined ? id : current(away.survivorId)
  }
  const owned = Map.groupBy(newOwners.keys(), (key) => current(newOwners.get(key) ?? ''))
  return [...owned]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, keys]) => keys.sort().join(' '))
}

/** Customers that are there already, each written as its identifiers. */
export function knownCustomers(customers: Readonly<Record<string, string>>): Partial<KnownIdentity> {
  const entries = Object.entries(customers).map(([id, keys]) => [id, keys.split(' ')] as const)
  return {
    owners: new Map(entries.flatMap(([id, keys]) => keys.map((key) => [key, id] as const))),
    members: new Map(entries.map(([id]) => [id, [id]])),
    links: new Map(
      entries.map(([id, keys]) => [
        id,
        keys.map((key) => ({ key, occurredAt: testTimeMs, eventKey: 'before' })),
      ]),
    ),
  }
}

/** The questions that come up, with what each is about. */
export const asked = (events: readonly Told[], given?: Given) =>
  decide(events, given).reviews.map(({ reason, subject }) => `${reason} ${subject}`)
/** `kind:0`, `kind:1` ... */
export const numbered = (kind: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${kind}:${index}`)
