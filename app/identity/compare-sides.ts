import type { CustomerSide } from '#shared/contracts/identity.ts'
import { consentWords } from '#shared/customers/consent-words.ts'
import { identifierPriority } from '#shared/identity/identifier.ts'
import { identifierTypeName, identifierValue, parseIdentifier } from '#shared/identity/identifier-words.ts'
import { plainName } from '#shared/kernel/plain-text.ts'

/** How the sides of a row stand to each other. */
export type Likeness = 'same' | 'partly' | 'different' | 'one-sided'

/** One thing that is compared; one cell for each side, in order. */
export interface ComparedRow {
  readonly key: string
  readonly label: string
  readonly cells: readonly ComparedCell[]
  readonly likeness: Likeness
}

export interface ComparedCell {
  readonly values: readonly string[]
  /** Who said so, and since when (ISO 8601). */
  readonly origin?: { readonly source: string; readonly since: string }
  /** Whether the customer would not have it any more after a merge. */
  readonly isLost?: boolean
}

/** Identifiers by type, the strongest type first. */
export function compareIdentifiers(sides: readonly CustomerSide[]): ComparedRow[] {
  const types = new Set(sides.flatMap((side) => side.identifiers.map((key) => parseIdentifier(key).type)))
  return [...types].sort(byStrength).map((type) =>
    rowOf(
      type,
      identifierTypeName(type),
      sides.map((side) => ({
        values: side.identifiers
          .filter((key) => parseIdentifier(key).type === type)
          .map(identifierValue)
          .sort(),
      })),
    ),
  )
}

/** Traits by name: those that differ first, since they are what a person looks for. */
export function compareTraits(sides: readonly CustomerSide[]): ComparedRow[] {
  const names = new Set(sides.flatMap((side) => side.traits.map((trait) => trait.name)))
  const rows = [...names].sort().map((name) =>
    rowOf(
      name,
      plainName(name),
      sides.map((side): ComparedCell => {
        const trait = side.traits.find((candidate) => candidate.name === name)
        if (trait === undefined) return { values: [] }
        return { values: [trait.value], origin: { source: trait.source, since: trait.since } }
      }),
    ),
  )
  const rank = (row: ComparedRow) => ['different', 'partly', 'same', 'one-sided'].indexOf(row.likeness)
  return rows.sort((left, right) => rank(left) - rank(right))
}

/**
 * Consents by what they are about. A side that said nothing about a channel follows what it said about all of them.
 * `merged` is the customer that the sides would be together: what it refuses, a side that allowed it loses.
 */
export function compareConsents(sides: readonly CustomerSide[], merged?: CustomerSide): ComparedRow[] {
  const subjects = new Map(sides.flatMap((side) => side.consents).map((each) => [subjectOf(each), each]))
  return [...subjects].sort(byName).map(([subject, { purpose, channel }]) =>
    rowOf(
      subject,
      subject,
      sides.map((side): ComparedCell => {
        const consent = consentAbout(side, purpose, channel)
        if (consent === undefined) return { values: [] }
        const { isGranted, source, since } = consent
        const isLost =
          isGranted && merged !== undefined && consentAbout(merged, purpose, channel)?.isGranted === false
        return { values: [isGranted ? 'Allowed' : 'Refused'], origin: { source, since }, isLost }
      }),
    ),
  )
}

type SideConsent = CustomerSide['consents'][number]

function subjectOf({ purpose, channel }: SideConsent): string {
  return consentWords(purpose, channel)
}

function consentAbout(
  side: CustomerSide,
  purpose: SideConsent['purpose'],
  channel: SideConsent['channel'],
): SideConsent | undefined {
  const said = side.consents.filter((consent) => consent.purpose === purpose)
  return said.find((consent) => consent.channel === channel) ?? said.find(({ channel }) => channel === null)
}

/** The orders, as one row. Undefined when nobody has any. */
export function compareOrders(sides: readonly CustomerSide[]): ComparedRow | undefined {
  if (sides.every((side) => side.orderIds.length === 0)) return undefined
  return rowOf(
    'orders',
    'Orders',
    sides.map((side) => ({ values: side.orderIds })),
  )
}

function rowOf(key: string, label: string, cells: readonly ComparedCell[]): ComparedRow {
  return { key, label, cells, likeness: likenessOf(cells.map((cell) => cell.values)) }
}

/** Capitals and blanks at the ends make no difference. */
function likenessOf(cells: readonly (readonly string[])[]): Likeness {
  const sets = cells.map((values) => new Set(values.map((value) => value.trim().toLowerCase())))
  if (sets.some((set) => set.size === 0)) return 'one-sided'
  const all = new Set(sets.flatMap((set) => [...set]))
  const isInAll = (value: string) => sets.every((set) => set.has(value))
  if ([...all].every(isInAll)) return 'same'
  const isInSeveral = (value: string) => sets.filter((set) => set.has(value)).length > 1
  return [...all].some(isInSeveral) ? 'partly' : 'different'
}

function byName([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1
}

function byStrength(left: string, right: string): number {
  return identifierPriority(left) - identifierPriority(right) || (left < right ? -1 : 1)
}
