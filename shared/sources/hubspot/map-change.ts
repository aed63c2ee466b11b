import type { CanonicalEvent } from '../../events/event.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { toIso } from '../../kernel/time.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { contactTopic, type HubspotChange, hubspotChangeSchema } from './change.ts'
import { mapMerges } from './map-merge.ts'
import { consentsOf, identifiersOf, traitsOf } from './properties.ts'
import { hubspotSettings } from './settings.ts'

/**
 * One event of a webhook. Fails with `unsupported-topic` when it is not about a contact, or of a kind that says nothing
 * about the person; with `invalid-customer` when it does not say which contact, or one of another account.
 */
export function mapChange(
  fields: unknown,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const parsed = hubspotChangeSchema.safeParse(fields)
  if (!parsed.success) return refuse('invalid-customer', fieldErrors(parsed.error))
  const change = parsed.data
  const { portalId } = hubspotSettings(context.settings)
  if (portalId !== undefined && change.portalId !== portalId)
    return refuse('invalid-customer', [{ pointer: '/portalId', detail: 'is of another account' }])
  const topic = contactTopic(change)
  if (topic === 'merge') return mapMerge(change, context)
  const { objectId } = change
  if (objectId == null && topic !== undefined)
    return refuse('invalid-customer', [{ pointer: '/objectId', detail: 'is missing' }])
  switch (topic) {
    case 'creation':
      return succeed([identifyOf(objectId ?? '', 'created', change, {}, context)])
    case 'propertyChange':
      return succeed(mapPropertyChange(objectId ?? '', change, context))
    case 'deletion':
      return succeed([{ ...eventOf(objectId ?? '', 'deleted', change, context), name: 'Customer Deleted' }])
    case 'privacyDeletion':
      return succeed([mapPrivacyDeletion(objectId ?? '', change, context)])
    case 'restore':
      // What came back, the next reading of the API finds out.
      return succeed([])
    default: {
      const about = `${change.subscriptionType}${change.objectTypeId ? ` of ${change.objectTypeId}` : ''}`
      return refuse('unsupported-topic', [{ pointer: '/subscriptionType', detail: `is ${about}` }])
    }
  }
}

/** One property as an identify; nothing for what is no trait, or a part of one, and for what was emptied. */
function mapPropertyChange(
  contactId: string,
  change: HubspotChange,
  context: MappingContext,
): CanonicalEvent[] {
  const { propertyName, propertyValue } = change
  if (!propertyName || propertyValue == null) return []
  const event = identifyOf(contactId, propertyName, change, { [propertyName]: propertyValue }, context)
  const saysSomething = event.traits !== undefined || event.consents !== undefined
  return saysSomething ? [event] : []
}

function mapMerge(change: HubspotChange, context: MappingContext): Result<CanonicalEvent[], MappingFailure> {
  const { primaryObjectId, newObjectId, mergedObjectIds } = change
  const toId = newObjectId ?? primaryObjectId
  if (toId == null) return refuse('invalid-customer', [{ pointer: '/primaryObjectId', detail: 'is missing' }])
  const fromIds = [...(mergedObjectIds ?? []), ...(primaryObjectId == null ? [] : [primaryObjectId])]
  return succeed(mapMerges(fromIds, toId, change.occurredAt, context))
}

/** The account forgot the contact for good, as the law has it: Patron does too. */
function mapPrivacyDeletion(
  contactId: string,
  change: HubspotChange,
  context: MappingContext,
): CanonicalEvent {
  return {
    ...eventOf(contactId, 'privacy-deleted', change, context),
    name: 'Privacy Request Received',
    privacyRequest: { kind: 'erasure', requestId: `contact-${contactId}` },
  }
}

function identifyOf(
  contactId: string,
  what: string,
  change: HubspotChange,
  properties: Readonly<Record<string, string>>,
  context: MappingContext,
): CanonicalEvent {
  const traits = traitsOf(properties, hubspotSettings(context.settings).traits)
  const consents = consentsOf(properties)
  return {
    ...eventOf(contactId, what, change, context),
    kind: 'identify',
    name: 'identify',
    identifiers: identifiersOf(contactId, properties, context.source),
    ...(Object.keys(traits).length > 0 && { traits }),
    ...(consents.length > 0 && { consents }),
  }
}

/** Named by contact, kind and moment: HubSpot's own event ids are not unique, and one change may be told twice. */
function eventOf(
  contactId: string,
  what: string,
  { occurredAt }: HubspotChange,
  context: MappingContext,
): CanonicalEvent {
  return {
    id: `change:${contactId}:${what}:${toIso(occurredAt)}`.slice(0, 256),
    source: context.source,
    kind: 'track',
    name: '',
    channel: 'crm',
    occurredAt,
    receivedAt: context.receivedAtMs,
    identifiers: [{ type: 'external_id', value: contactId, scope: context.source }],
  }
}
