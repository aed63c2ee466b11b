import {
  type CanonicalEvent,
  type ConsentChannel,
  type ConsentPurpose,
  consentChannels,
  consentPurposes,
  eventKey,
} from '../events/event.ts'
import { own } from '../kernel/own.ts'
import { compareMoments } from './order-state.ts'

/** The newest thing that one side of a customer said about a purpose and a channel. */
export interface Consent {
  readonly purpose: ConsentPurpose
  /** Null: all channels. */
  readonly channel: ConsentChannel | null
  /** The customer that the event was attributed to before any merge. */
  readonly side: string
  readonly isGranted: boolean
  readonly source: string
  /** When it was said, UTC epoch ms. */
  readonly occurredAt: number
  readonly eventKey: string
}

/** By purpose, channel and side. */
export type Consents = Readonly<Record<string, Consent>>

/**
 * The consents after one more event: for each purpose, channel and side the newest statement stays. Sides are kept apart
 * so that a merge cannot turn one person's refusal into the other's consent, and so that it can be undone. The same
 * events give the same consents in whatever order they come.
 */
export function addConsents(consents: Consents, event: CanonicalEvent, homeId: string): Consents {
  if (event.consents === undefined || event.consents.length === 0) return consents
  const next: Record<string, Consent> = { ...consents }
  for (const { purpose, channel = null, isGranted, statedAt } of event.consents) {
    const consent: Consent = {
      purpose,
      channel,
      side: homeId,
      isGranted,
      source: event.source,
      // What is repeated later does not become newer by it; what is said to come from the future is taken as said now.
      occurredAt: Math.min(statedAt ?? event.occurredAt, event.occurredAt),
      eventKey: eventKey(event),
    }
    const key = `${purpose}:${channel ?? '*'}:${homeId}`
    const before = own(next, key)
    if (before === undefined || compareConsents(consent, before) > 0) next[key] = consent
  }
  return next
}

/** One line of what a customer allows: for all channels (null) or for one. */
export interface ConsentInForce {
  readonly purpose: ConsentPurpose
  readonly channel: ConsentChannel | null
  readonly isGranted: boolean
  /** When the statement that decides was made, UTC epoch ms. */
  readonly occurredAt: number
  readonly source: string
}

/**
 * What holds for each purpose and channel that anything was said about, in a fixed order. A side's word about a channel
 * is its newest about that channel or about all of them; the most restrictive side decides. A channel that is not in the
 * list follows the entry for all channels; without one nothing was said.
 */
export function consentsInForce(consents: Consents | undefined): ConsentInForce[] {
  const said = Object.values(consents ?? {})
  return consentPurposes.flatMap((purpose) => {
    const ofPurpose = said.filter((consent) => consent.purpose === purpose)
    return [null, ...consentChannels].flatMap((channel) => {
      if (!ofPurpose.some((consent) => consent.channel === channel)) return []
      const { isGranted, occurredAt, source } = decidingConsent(ofPurpose, channel)
      return [{ purpose, channel, isGranted, occurredAt, source }]
    })
  })
}

/** The newest refusal of any side, else the newest consent. `ofPurpose` says something about the channel. */
function decidingConsent(ofPurpose: readonly Consent[], channel: ConsentChannel | null): Consent {
  const bySide = new Map<string, Consent>()
  for (const consent of ofPurpose) {
    if (consent.channel !== channel && consent.channel !== null) continue
    const before = bySide.get(consent.side)
    if (before === undefined || compareConsents(consent, before) > 0) bySide.set(consent.side, consent)
  }
  return [...bySide.values()].reduce((deciding, consent) => {
    if (deciding.isGranted !== consent.isGranted) return deciding.isGranted ? consent : deciding
    return compareConsents(consent, deciding) > 0 ? consent : deciding
  })
}

/** By time; at the same millisecond a refusal counts as the later word, and then the event key decides. */
function compareConsents(left: Consent, right: Consent): number {
  if (left.occurredAt === right.occurredAt && left.isGranted !== right.isGranted)
    return left.isGranted ? -1 : 1
  return compareMoments(left, right)
}
