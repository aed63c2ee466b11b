import type { KnownIdentity } from '#shared/identity/identity-draft.ts'
import { pairKey } from '#shared/identity/kept-apart.ts'
import type { Link } from '#shared/identity/limits.ts'
import type { ReferenceIdentity } from './reference-identity.ts'

/** The id under which the product knows a customer of the reference. */
export function referenceId(customer: number): string {
  return `cus_${String(customer).padStart(4, '0')}`
}

/** What the reference holds, as the product's pure decisions are told it. */
export function knownFromReference(reference: ReferenceIdentity): KnownIdentity {
  const survivors = new Map<string, string>()
  const members = new Map<string, string[]>()
  const links = new Map<string, Link[]>()
  for (let customer = 0; customer < reference.bornCount; customer += 1) {
    const current = reference.current(customer)
    if (current !== customer) survivors.set(referenceId(customer), referenceId(current))
    const together = members.get(referenceId(current)) ?? [referenceId(current)]
    members.set(referenceId(current), together)
    if (current !== customer) together.push(referenceId(customer))
    links.set(referenceId(customer), [])
  }
  for (const { key, home, at, by } of reference.firsts) {
    links.get(referenceId(home))?.push({ key, occurredAt: at, eventKey: by })
  }
  const named = (partner: string | number) => (typeof partner === 'number' ? referenceId(partner) : partner)
  return {
    owners: new Map([...reference.homes].map(([key, home]) => [key, referenceId(home)])),
    survivors,
    members,
    links,
    keptApart: new Set(
      reference.apart.map(([left, right]) => pairKey(referenceId(left), referenceId(right))),
    ),
    shared: new Set(reference.shared),
    ties: new Map([...reference.ties].map(([key, partners]) => [key, new Set(partners.map(named))])),
    reviewed: new Set(
      reference.reviews.flatMap(({ subject, eventKey }) => (subject.startsWith('event:') ? [eventKey] : [])),
    ),
  }
}
