import type { ConsentRecordView } from '../contracts/consents.ts'
import type { CanonicalEvent } from '../events/event.ts'
import { dayMs, toIso } from '../kernel/time.ts'
import { privacySource, proofOf } from './privacy-events.ts'

/**
 * Everything that these events say about what a person allows, in their order. What was said about several sides of a
 * customer at once was said once, and what a signal of a browser stands for is told once a day, and again after another
 * word on that purpose. The events may come in either order of time.
 */
export function consentHistory(events: readonly CanonicalEvent[]): ConsentRecordView[] {
  const told = new Set<string>()
  const signalled = new Map<string, Set<string>>()
  return events.flatMap((event) =>
    (event.consents ?? []).flatMap(({ purpose, channel = null, isGranted, statedAt, signal = null }) => {
      const eventId = event.source === privacySource ? statementId(event.id) : event.id
      // A browser repeats its signal with every page.
      const saying = signal === null ? eventId : Math.floor(event.occurredAt / dayMs)
      const name = JSON.stringify([event.source, saying, signal, purpose, channel])
      const toldBefore = signal === null ? told : (signalled.get(purpose) ?? new Set())
      if (toldBefore.has(name)) return []
      toldBefore.add(name)
      // What a person says comes between: a signal beyond it is news.
      if (signal === null) signalled.delete(purpose)
      else signalled.set(purpose, toldBefore)
      return [
        {
          purpose,
          channel,
          isGranted,
          statedAt: toIso(Math.min(statedAt ?? event.occurredAt, event.occurredAt)),
          recordedAt: toIso(event.receivedAt),
          source: event.source,
          eventId,
          signal,
          proof: proofOf(event),
        },
      ]
    }),
  )
}

/** The id of an event for one side of a customer: the statement's, and the place of the side. */
export function sideEventId(statement: string, side: number): string {
  return `${statement}:${side}`
}

function statementId(eventId: string): string {
  return eventId.slice(0, eventId.lastIndexOf(':'))
}
