import type { ExportSection } from '../../contracts/person-export.ts'
import type { TimelineEntry } from '../../customers/ingest.ts'
import type { CanonicalEvent } from '../../events/event.ts'
import { identifierKey } from '../../identity/identifier.ts'
import { usableIdentifiers } from '../../identity/usable-identifiers.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { toIso } from '../../kernel/time.ts'
import type { Tenant } from '../../tenants/tenant.ts'

/** The section that holds all events; its rows are written one after the other. */
export const eventsSection: Omit<ExportSection, 'rows'> = {
  name: 'events',
  title: 'Everything that was recorded, oldest first',
  explanation: 'Each visit, order, message and change, as it was taken in, with where it came from.',
  columns: [
    { name: 'occurredAt', title: 'When' },
    { name: 'name', title: 'What' },
    { name: 'channel', title: 'Where' },
    { name: 'source', title: 'From' },
    { name: 'event', title: 'As it is kept' },
  ],
}

/** One event of a person's timeline, without identifiers that are somebody else's: a cookie at a shared computer, say. */
export function exportedEvent({ event: text, foreignKeys }: TimelineEntry, tenant: Tenant): JsonObject {
  const event: CanonicalEvent = JSON.parse(text)
  const foreign = new Set(foreignKeys)
  const policy = { defaultCountry: tenant.country, ownPhones: tenant.ownPhones }
  const identifiers = event.identifiers.filter((identifier) => {
    return usableIdentifiers([identifier], policy).every((usable) => !foreign.has(identifierKey(usable)))
  })
  const { occurredAt, name, channel, source } = event
  return {
    occurredAt: toIso(occurredAt),
    name,
    channel,
    source,
    event: JSON.parse(JSON.stringify({ ...event, identifiers })),
  }
}
