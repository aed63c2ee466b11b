import { type CanonicalEvent, eventKey } from '../events/event.ts'
import type { Json } from '../kernel/json.ts'
import { own } from '../kernel/own.ts'
import { privacySource } from '../privacy/privacy-events.ts'
import { compareMoments } from './order-state.ts'

/** One thing a source said about the person, when, and in which event. */
export interface Trait {
  readonly value: Json
  readonly source: string
  readonly occurredAt: number
  readonly eventKey: string
}
export type Traits = Readonly<Record<string, Trait>>

/** More traits than this are not kept for one customer; a real person has a few dozen. The first by name stay. */
const maxTraits = 200

/** How PostHog, Mixpanel and Amplitude begin the names of what was first known of a person. */
const firstTouchPrefix = /^(?:\$?initial_|first_touch_)/
/** The same in the spelling of Segment's traits, which has no such prefix. */
const firstTouchNames: ReadonlySet<string> = new Set([
  ...['firstReferrer', 'firstLandingPage', 'initialReferrer', 'initialReferringDomain', 'initialLandingPage'],
  ...['initialUtmSource', 'initialUtmMedium', 'initialUtmCampaign', 'initialUtmContent', 'initialUtmTerm'],
])

/** Whether a trait tells how a person first came, so that the earliest value is the true one. */
export function isFirstTouchTrait(name: string): boolean {
  return firstTouchPrefix.test(name) || firstTouchNames.has(name)
}

/**
 * The traits after one more event: for each trait the newest value by event time wins, for first-touch traits the
 * earliest, whatever the order in which events arrive. An empty value says nothing and changes nothing, unless a person
 * had it corrected to nothing.
 */
export function addTraits(traits: Traits, event: CanonicalEvent): Traits {
  if (event.traits === undefined) return traits
  const next = new Map(Object.entries(traits))
  const moment = { occurredAt: event.occurredAt, eventKey: eventKey(event) }
  for (const [name, value] of Object.entries(event.traits)) {
    if ((value === null || value === '') && event.source !== privacySource) continue
    const before = next.get(name)
    const later = before === undefined ? 0 : compareMoments(moment, before)
    if (before === undefined || (isFirstTouchTrait(name) ? later < 0 : later > 0)) {
      next.set(name, { value, source: event.source, ...moment })
    }
  }
  // Kept by name and not by arrival, so that the same events give the same traits in whatever order they come.
  for (const name of [...next.keys()].sort().slice(maxTraits)) next.delete(name)
  return Object.fromEntries(next)
}

/** The text of a trait, or undefined. */
export function traitText(traits: Traits, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = own(traits, name)?.value
    if (typeof value === 'string' && value.trim() !== '') return value.trim()
  }
  return undefined
}
