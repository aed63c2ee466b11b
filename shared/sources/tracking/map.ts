import { type CanonicalEvent, type Channel, channels, eventKinds } from '../../events/event.ts'
import { isJsonObject, type Json, type JsonObject, textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { callOccurredAt } from '../device-clock.ts'
import { type FieldError, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapConsents } from './map-consents.ts'
import { mapAlias, mapCallIdentifiers } from './map-identifiers.ts'
import { mapTrackedOrder, orderChanges, withoutOrderFields } from './map-order.ts'
import { callId } from './message-id.ts'
import type { TrackingCall } from './parse.ts'

const channelNames: ReadonlySet<unknown> = new Set(channels)
const kindNames: ReadonlySet<unknown> = new Set(eventKinds)
const maxIdLength = 256

/**
 * One tracking call as a canonical event. Written by hand rather than as a schema because it runs for every event
 * taken; `eventSchema` holds for whatever it returns.
 *
 * Fails with `invalid-call`, or `invalid-order` when it is an order event whose order cannot be read; each wrong field
 * has its pointer within the call.
 */
export function mapCall(call: TrackingCall, mapping: MappingContext): Result<CanonicalEvent, MappingFailure> {
  const { fields } = call
  if (!isJsonObject(fields)) return refuse('invalid-call', [{ pointer: '', detail: 'is not an object' }])
  const kind = call.kind ?? fields.type
  if (!isKind(kind))
    return refuse('invalid-call', [{ pointer: '/type', detail: `is none of ${eventKinds.join(', ')}` }])

  const errors: FieldError[] = []
  const ownContext = objectAt(fields, 'context', errors)
  const context = isJsonObject(call.context) ? { ...call.context, ...ownContext } : ownContext
  const callTraits = objectAt(fields, 'traits', errors)
  const properties = objectAt(fields, 'properties', errors)
  checkWho(kind, fields, errors)
  const event = textOf(fields.event)
  if (kind === 'track' && event === undefined) errors.push({ pointer: '/event', detail: 'is missing' })
  const timestamp = fields.timestamp ?? fields.originalTimestamp
  const occurredAt = callOccurredAt(timestamp, fields.sentAt ?? call.sentAt, mapping.receivedAtMs)
  if (occurredAt === undefined) {
    const pointer = fields.timestamp == null ? '/originalTimestamp' : '/timestamp'
    errors.push({ pointer, detail: 'is not an ISO 8601 moment with a time zone' })
  }
  const id = callId(fields, mapping.freshId)
  if (id.length > maxIdLength) errors.push({ pointer: '/messageId', detail: `is longer than ${maxIdLength}` })
  if (errors.length > 0 || occurredAt === undefined) return refuse('invalid-call', errors)

  const isMobile = isMobileCall(kind, context)
  const traits = personTraits(kind, context?.traits, callTraits)
  const mapped: CanonicalEvent = {
    id,
    source: mapping.source,
    kind,
    name: (kind === 'track' ? event : isView(kind) ? textOf(fields.name) : undefined) ?? kind,
    channel: channelOf(context, properties, isMobile),
    occurredAt,
    receivedAt: mapping.receivedAtMs,
    identifiers: mapCallIdentifiers({ kind, fields, context, traits, properties, isMobile }),
  }
  if (traits !== undefined) mapped.traits = traits
  const consents = mapConsents(kind, context)
  if (consents !== undefined) mapped.consents = consents
  const statement = kind === 'alias' ? mapAlias(fields, isMobile) : undefined
  if (statement !== undefined) mapped.identityStatement = statement
  const change = kind === 'track' ? orderChanges.get(mapped.name) : undefined
  if (change !== undefined) {
    const order = mapTrackedOrder(change, properties ?? {}, id, mapping)
    if (!order.ok) return order
    mapped.order = order.value
    mapped.properties = withoutOrderFields(properties ?? {}, order.value)
  } else {
    const kept = eventProperties(kind, fields, properties, callTraits)
    if (kept !== undefined) mapped.properties = kept
  }
  const sessionId = textOf(context?.sessionId)
  if (sessionId !== undefined && kind !== 'identify' && kind !== 'alias') {
    mapped.properties = { sessionId, ...mapped.properties }
  }
  return succeed(mapped)
}

/** `mapCall` in the shape every source has. */
export function mapTracking(
  call: TrackingCall,
  mapping: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const event = mapCall(call, mapping)
  return event.ok ? succeed([event.value]) : event
}

function isKind(value: unknown): value is CanonicalEvent['kind'] {
  return kindNames.has(value)
}

function isView(kind: CanonicalEvent['kind']): boolean {
  return kind === 'page' || kind === 'screen'
}

function objectAt(fields: JsonObject, name: string, errors: FieldError[]): JsonObject | undefined {
  const value = fields[name]
  if (value === undefined || value === null) return undefined
  if (isJsonObject(value)) return value
  errors.push({ pointer: `/${name}`, detail: 'is not an object' })
  return undefined
}

function checkWho(kind: CanonicalEvent['kind'], fields: JsonObject, errors: FieldError[]): void {
  const userId = textOf(fields.userId)
  if (kind === 'alias') {
    if (userId === undefined) errors.push({ pointer: '/userId', detail: 'is missing' })
    if (textOf(fields.previousId) === undefined) errors.push({ pointer: '/previousId', detail: 'is missing' })
    return
  }
  if (userId === undefined && textOf(fields.anonymousId) === undefined) {
    errors.push({ pointer: '/userId', detail: 'is missing, and so is anonymousId' })
  }
  if (kind === 'group' && textOf(fields.groupId) === undefined) {
    errors.push({ pointer: '/groupId', detail: 'is missing' })
  }
}

/** A browser that names its device as well says that it is one. */
function isMobileCall(kind: CanonicalEvent['kind'], context: JsonObject | undefined): boolean {
  if (context?.channel === 'web') return false
  if (kind === 'screen' || context?.channel === 'mobile' || context?.channel === 'app') return true
  return isJsonObject(context?.device) && textOf(context.device.id) !== undefined
}

function channelOf(
  context: JsonObject | undefined,
  properties: JsonObject | undefined,
  isMobile: boolean,
): Channel {
  if (isChannel(context?.channel)) return context.channel
  if (isChannel(properties?.channel)) return properties.channel
  return isMobile ? 'app' : 'web'
}

function isChannel(value: unknown): value is Channel {
  return channelNames.has(value)
}

/** Only identify has the person's traits at the top: a group call's are the group's. `context.traits` always are. */
function personTraits(
  kind: CanonicalEvent['kind'],
  inContext: Json | undefined,
  inCall: JsonObject | undefined,
): JsonObject | undefined {
  const known = isJsonObject(inContext) ? inContext : undefined
  if (kind !== 'identify' || inCall === undefined) return known
  return known === undefined ? inCall : { ...known, ...inCall }
}

function eventProperties(
  kind: CanonicalEvent['kind'],
  fields: JsonObject,
  properties: JsonObject | undefined,
  callTraits: JsonObject | undefined,
): JsonObject | undefined {
  if (kind === 'group') {
    const group: JsonObject = { ...properties, groupId: textOf(fields.groupId) ?? '' }
    if (callTraits !== undefined) group.groupTraits = callTraits
    return group
  }
  const category = isView(kind) ? textOf(fields.category) : undefined
  return category === undefined ? properties : { category, ...properties }
}
