import type { CanonicalEvent } from '../../events/event.ts'
import { textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { toIso } from '../../kernel/time.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { hubspotContactSchema } from './contact.ts'
import { mapMerges } from './map-merge.ts'
import { addressOf, consentsOf, identifiersOf, traitsOf } from './properties.ts'
import { hubspotSettings } from './settings.ts'

/** A whole contact of the API as an identify, and an alias for each contact that was merged into it. */
export function mapContact(
  fields: unknown,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const parsed = hubspotContactSchema.safeParse(fields)
  if (!parsed.success) return refuse('invalid-customer', fieldErrors(parsed.error))
  const { id, properties, createdAt, updatedAt } = parsed.data
  const consents = consentsOf(properties)
  const identify: CanonicalEvent = {
    id: `contact:${id}:${toIso(updatedAt)}`,
    source: context.source,
    kind: 'identify',
    name: 'identify',
    channel: 'crm',
    occurredAt: updatedAt,
    receivedAt: context.receivedAtMs,
    identifiers: identifiersOf(id, properties, context.source),
    traits: {
      ...traitsOf(properties, hubspotSettings(context.settings).traits),
      ...addressOf(properties),
      ...(createdAt && { createdAt: toIso(createdAt) }),
    },
    ...(consents.length > 0 && { consents }),
  }
  const mergedIds = textOf(properties.hs_merged_object_ids)?.split(';') ?? []
  const fromIds = mergedIds.map((fromId) => fromId.trim()).filter((fromId) => /^\d{1,20}$/.test(fromId))
  return succeed([identify, ...mapMerges(fromIds, id, updatedAt, context)])
}
