import type { CanonicalEvent } from '../events/event.ts'
import { type Activity, addActivity } from '../features/activity.ts'
import { addEvent, emptyFeatures, type RollingFeatures } from '../features/rolling-features.ts'
import { type IdentifierKey, identifierPriority, parseIdentifierKey } from '../identity/identifier.ts'
import { readableName } from '../kernel/readable-name.ts'
import { privacySource } from '../privacy/privacy-events.ts'
import { addConsents, type Consents } from './consents.ts'
import { addEvidence, type Evidence } from './evidence.ts'
import { addTraits, type Traits, traitText } from './traits.ts'

/** Everything a customer object keeps beside the timeline and the orders. Built from the timeline alone. */
export interface CustomerState {
  readonly features: RollingFeatures
  readonly traits: Traits
  readonly evidence: Evidence
  /** Absent in a state stored before there were consents. */
  readonly consents?: Consents
  /** Absent in a state stored before it was kept. */
  readonly activity?: Activity
}

export const emptyCustomer: CustomerState = {
  features: emptyFeatures,
  traits: {},
  evidence: {},
  consents: {},
  activity: [],
}

/**
 * The customer after one more event that was not counted before; `keys` are its usable identifiers, `homeId` is the
 * customer that the event was attributed to before any merge.
 */
export function evolveCustomer(
  state: CustomerState,
  event: CanonicalEvent,
  keys: readonly IdentifierKey[],
  homeId = '',
): CustomerState {
  return {
    features: isNote(event) ? state.features : addEvent(state.features, event),
    traits: addTraits(state.traits, event),
    evidence: isNote(event) ? state.evidence : addEvidence(state.evidence, event, keys),
    consents: addConsents(state.consents ?? {}, event, homeId),
    activity: isNote(event) ? (state.activity ?? []) : addActivity(state.activity ?? [], event),
  }
}

/** What is noted about a person's rights: nothing the person did in the shop, and no evidence of an identifier. */
export function isNote({ source }: Pick<CanonicalEvent, 'source'>): boolean {
  return source === privacySource
}

/** The value of the identifier of a type that was seen last, or null. */
export function latestIdentifier(evidence: Evidence, type: 'email' | 'phone' | 'whatsapp_id'): string | null {
  const [latest] = Object.entries(evidence)
    .filter(([key]) => key.startsWith(`${type}:`))
    .sort(
      ([leftKey, left], [rightKey, right]) =>
        right.lastSeenAt - left.lastSeenAt || (leftKey < rightKey ? -1 : 1),
    )
  return latest === undefined ? null : latest[0].slice(type.length + 1)
}

/** What to call a customer, in readable characters: the name, else the one they gave themselves on WhatsApp, else e-mail, phone or the strongest identifier. */
export function displayName(state: CustomerState): string {
  const parts = [
    traitText(state.traits, 'firstName', 'first_name'),
    traitText(state.traits, 'lastName', 'last_name'),
  ]
  const name =
    readableName(parts.filter((part) => part !== undefined).join(' ')) ||
    readableName(traitText(state.traits, 'name', 'whatsappName') ?? '')
  if (name !== '') return name
  const contact = latestIdentifier(state.evidence, 'email') ?? latestIdentifier(state.evidence, 'phone')
  if (contact !== null) return contact
  const [strongest] = Object.keys(state.evidence).sort(
    (left, right) => identifierPriority(left) - identifierPriority(right) || (left < right ? -1 : 1),
  )
  return strongest === undefined ? 'Unknown' : (parseIdentifierKey(strongest)?.value ?? strongest)
}
