import type { CanonicalEvent } from '../../events/event.ts'
import { hash53 } from '../../kernel/hash.ts'
import { asWritten } from '../as-written.ts'
import { importSource } from '../import-source.ts'

type StateEvent = Pick<
  CanonicalEvent,
  'kind' | 'name' | 'occurredAt' | 'identifiers' | 'traits' | 'consents' | 'catalogue' | 'salesReport'
> &
  Partial<Pick<CanonicalEvent, 'channel'>>

/**
 * An event that tells how something is. Its id is made of all that the file says, the moment it speaks of too: a price that went
 * up and down again is three statements. Two hashes, because a file may hold millions and no two may share an id.
 */
export function stateEvent(prefix: string, content: StateEvent, receivedAtMs: number): CanonicalEvent {
  const text = JSON.stringify(asWritten(content))
  return {
    id: `${prefix}:${hash53(text).toString(36)}${hash53(text, 1).toString(36)}`,
    source: importSource,
    channel: 'import',
    receivedAt: receivedAtMs,
    ...content,
  }
}
