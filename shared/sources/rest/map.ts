import * as z from 'zod'
import { type CanonicalEvent, maxEventBytes } from '../../events/event.ts'
import { type Identifier, scopedIdentifierTypes } from '../../identity/identifier.ts'
import { isDeeperThan, type JsonObject, textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { dayMs, minuteMs, toIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapOrder, orderChanges } from './map-order.ts'
import type { RestMapping } from './mapping-settings.ts'
import { valueAt } from './pointer.ts'
import { readMoment } from './read-moment.ts'
import { restSettings } from './settings.ts'

const fieldsSchema = z.record(z.string(), z.json())

/** As deep as a tracking call may be. */
const maxDepth = 32

/**
 * A record as the one event that the settings make of it. Fails with `invalid-record` (wrong settings, a time that is
 * none, too deep), `invalid-customer` (an identify of nobody), `invalid-order`, or `event-too-large`.
 */
export function mapRest(record: unknown, context: MappingContext): Result<CanonicalEvent[], MappingFailure> {
  const settings = restSettings(context.settings)
  if (!settings.ok) return settings
  const { mapping } = settings.value
  if (isDeeperThan(record, maxDepth))
    return refuse('invalid-record', [{ pointer: '', detail: `is nested deeper than ${maxDepth} levels` }])
  const timeValue = valueAt(record, mapping.time)
  const occurredAt = timeValue === undefined ? context.receivedAtMs : readMoment(timeValue, mapping.timesAre)
  if (occurredAt === undefined)
    return refuse('invalid-record', [
      { pointer: mapping.time, detail: `is not a moment with a zone (${mapping.timesAre})` },
    ])
  const name = nameOf(record, mapping)
  const identifiers = identifiersOf(record, mapping, context.source)
  if (name === 'identify' && identifiers.length === 0)
    return refuse('invalid-customer', [{ pointer: '', detail: 'names nobody' }])
  const change = orderChanges.get(name)
  const order = change === undefined ? undefined : mapOrder(record, change, mapping, context.defaultCurrency)
  if (order?.ok === false) return order
  const traits = fieldsAt(record, mapping.traits)
  const properties = fieldsAt(record, mapping.properties)
  const event: Omit<CanonicalEvent, 'id'> = {
    source: context.source,
    kind: name === 'identify' ? 'identify' : 'track',
    name,
    channel: mapping.channel,
    occurredAt,
    receivedAt: context.receivedAtMs,
    identifiers,
    ...(traits !== undefined && { traits }),
    ...(properties !== undefined && name !== 'identify' && { properties }),
    ...(order !== undefined && { order: order.value }),
  }
  if (new TextEncoder().encode(JSON.stringify(event)).length > maxEventBytes)
    return refuse('event-too-large', [{ pointer: '', detail: `makes more than ${maxEventBytes} bytes` }])
  return succeed([named(event, textOf(valueAt(record, mapping.id)), timeValue === undefined)])
}

/**
 * Named by what happened, the record's number and its time, so that a record which is listed again at a later version is
 * another event. Where one of these is missing, what it says is part of the name, and when it came, as coarsely as does no
 * harm: a person who is told of again and again is one event a day, what happens without a number one a minute.
 */
function named(
  event: Omit<CanonicalEvent, 'id'>,
  recordId: string | undefined,
  isUntimed: boolean,
): CanonicalEvent {
  const record = `${event.name.slice(0, 80)}:${(recordId ?? 'unnumbered').slice(0, 120)}`
  if (!isUntimed) {
    const timed = `${record}:${toIso(event.occurredAt)}`
    return recordId === undefined ? withContentId(timed, event) : { id: timed, ...event }
  }
  const spanMs = event.kind === 'identify' ? dayMs : minuteMs
  const came = toIso(Math.floor(event.receivedAt / spanMs) * spanMs)
  return withContentId(event.kind === 'track' && recordId !== undefined ? record : `${record}:${came}`, event)
}

function nameOf(record: unknown, { event }: RestMapping): string {
  const told = textOf(valueAt(record, event.at))
  const name = told === undefined ? event.otherwise : (new Map(Object.entries(event.words)).get(told) ?? told)
  return name.slice(0, 200)
}

function identifiersOf(record: unknown, { identifiers }: RestMapping, scope: string): Identifier[] {
  return identifiers.flatMap(({ type, at }) => {
    const value = textOf(valueAt(record, at))
    if (value === undefined) return []
    return [scopedIdentifierTypes.has(type) ? { type, value, scope } : { type, value }]
  })
}

/** The fields that have a value; undefined when none has. Parsed, since names such as `__proto__` could not be kept. */
function fieldsAt(record: unknown, places: RestMapping['traits']): JsonObject | undefined {
  const found =
    typeof places === 'string'
      ? valueAt(record, places)
      : Object.fromEntries(
          Object.entries(places)
            .map(([name, pointer]) => [name, valueAt(record, pointer)])
            .filter(([, value]) => value !== undefined && value !== ''),
        )
  const fields = fieldsSchema.safeParse(found).data ?? {}
  return Object.keys(fields).length > 0 ? fields : undefined
}
