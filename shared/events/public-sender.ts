import type { Role } from '../access/roles.ts'
import type { CanonicalEvent } from './event.ts'

/** The event, marked when it came with a key that stands in pages for everybody to read. */
export function asSentBy(role: Role, event: CanonicalEvent): CanonicalEvent {
  return role === 'write' ? { ...event, hasPublicSender: true } : event
}

/**
 * Whether an event tells only what a page saw: anybody can have said it, and it holds nothing that the shop itself knows.
 * A till that sends with a page's key still tells of what was sold.
 */
export function isPageTold({
  source,
  hasPublicSender,
}: Pick<CanonicalEvent, 'source' | 'hasPublicSender'>): boolean {
  return hasPublicSender === true && !source.startsWith('pos/')
}
