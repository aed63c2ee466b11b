import { type CanonicalEvent, eventKey } from '../events/event.ts'
import type { Json } from '../kernel/json.ts'
import { own } from '../kernel/own.ts'
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

/**
 * The traits after one more event: for each trait the newest value by event time wins, so an event that arrives late
 * never overwrites a newer one. An empty value says nothing and changes nothing.
 */
export function addTraits(traits: Traits, event: CanonicalEvent): Traits {
  if (event.traits === undefined) return traits
  const next = new Map(Object.entries(traits))
  const moment = { occurredAt: event.occurredAt, eventKey: eventKey(event) }
  for (const [name, value] of Object.entries(event.traits)) {
    if (value === null || value === '') continue
    const before = next.get(name)
    if (before === undefined || compareMoments(moment, before) > 0) {
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
