import { type PosAnswer, posAnswerSchema, posRequestSchema } from '#shared/contracts/pos.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { RejectedRecord } from '#shared/events/log-line.ts'
import { asSentBy } from '#shared/events/public-sender.ts'
import { isJsonObject, textOf } from '#shared/kernel/json.ts'
import type { MappingFailure } from '#shared/sources/mapping-failure.ts'
import { mapPos } from '#shared/sources/pos/map.ts'
import { type PosRecord, splitPosEvents } from '#shared/sources/pos/parse.ts'
import { readJson } from '#shared/sources/read-json.ts'
import { writeKeyOf } from '#shared/sources/tracking/write-key.ts'
import { appendEvents } from '../../../append-events.ts'
import type { Api } from '../../api.ts'
import { findSender } from '../../find-sender.ts'
import { open } from '../../operations.ts'
import { ProblemError, problems } from '../../problems.ts'
import { readBody } from '../../read-body.ts'
import { unreadableBody } from '../../unreadable-body.ts'

/** The same as for tracking calls: a till with a longer queue sends it in several requests. */
const maxRequestBytes = 512_000

interface WrongEvent {
  readonly index: number
  readonly record: PosRecord
  readonly failure: MappingFailure
}

/**
 * The door of tills and POS servers that call with a key. What cannot be mapped goes to quarantine, alone or in a batch: a
 * till that does not read answers must not lose a sale.
 */
export function registerReceivePosEvents(api: Api): void {
  api.openAPIRegistry.registerPath({
    operationId: 'receivePosEvents',
    method: 'post',
    path: '/v1/pos/events',
    tags: ['POS'],
    summary: 'One event of a till, or many: sales, returns, voids, bills, customers, stock counts',
    description:
      'In any order, as late as they come, and as often: an event is known by its `eventId`. In a batch each event stands or falls alone. Events that are wrong are kept in quarantine. Takes an API key or a write key, as Bearer or as the user name of Basic; the body may be gzip.',
    security: [{ bearer: [] }],
    ...open('write-key', 'Tills send to it; a key with `events:write` can add events and read nothing'),
    request: { body: { required: true, content: { 'application/json': { schema: posRequestSchema } } } },
    responses: {
      200: { description: 'Durable', content: { 'application/json': { schema: posAnswerSchema } } },
      ...problems(
        'malformed-request',
        'unauthenticated',
        'forbidden',
        'content-too-large',
        'unsupported-media-type',
        'invalid-content',
        'too-many-requests',
        'unavailable',
      ),
    },
  })
  api.post('/v1/pos/events', async (context) => {
    const nowMs = Date.now()
    const key = keyOf(new Map(context.req.raw.headers))
    const wanted = 'Send an API key or a write key, as Bearer or Basic'
    const access = await findSender(key, context.req.header('origin'), wanted, context.env, nowMs)
    const body = readJson(await readBody(context.req.raw, maxRequestBytes))
    if (!body.ok) throw unreadableBody(context.req.raw.headers, body.failure.message)
    const split = splitPosEvents(body.value)
    if (!split.ok) throw new ProblemError('malformed-request', split.failure.message)

    const { tenant } = access
    const source = `pos/${access.connectionId}`
    const { events: mapped, wrong } = mapRecords(split.value, {
      source,
      receivedAtMs: nowMs,
      defaultCurrency: tenant.currency,
      timeZone: tenant.timeZone,
      settings: {},
      freshId: () => crypto.randomUUID(),
    })
    const events = mapped.map((event) => asSentBy(access.role, event))
    const rejected = wrong.map(
      ({ record, failure }): RejectedRecord => ({
        source,
        reason: failure.kind,
        detail: failure.message,
        bytes: JSON.stringify(bodyOf(record)),
      }),
    )
    const { acceptedCount, duplicateCount } =
      events.length === 0
        ? { acceptedCount: 0, duplicateCount: 0 }
        : await appendEvents(context.env, tenant, events, [], nowMs)
    // Apart, so that the counts are those of events.
    if (rejected.length > 0) await appendEvents(context.env, tenant, [], rejected, nowMs)
    const [only] = wrong
    if (only !== undefined && isJsonObject(body.value) && !Object.hasOwn(body.value, 'events')) {
      throw new ProblemError('invalid-content', `${only.failure.message}; it is kept in quarantine`, {
        errors: [...only.failure.errors],
      })
    }
    return context.json({
      accepted: acceptedCount,
      duplicate: duplicateCount,
      rejected: wrong.map(rejectionOf),
    } satisfies PosAnswer)
  })
}

/** The key of a call: a Bearer token, else the user name of Basic authentication. */
function keyOf(headers: ReadonlyMap<string, string>): string | undefined {
  const bearer = /^bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  return bearer ?? writeKeyOf(headers, undefined)
}

const longestMomentCharacters = 64

/** The body of a call with that event alone, as a replay can read it. What is no moment is left out: it would be kept with each event. */
function bodyOf({ fields, sentAt }: PosRecord): unknown {
  const isMoment =
    typeof sentAt === 'number' || (typeof sentAt === 'string' && sentAt.length <= longestMomentCharacters)
  return isMoment ? { sentAt, events: [fields] } : fields
}

function mapRecords(
  records: readonly PosRecord[],
  mapping: Parameters<typeof mapPos>[1],
): { events: CanonicalEvent[]; wrong: WrongEvent[] } {
  const events: CanonicalEvent[] = []
  const wrong: WrongEvent[] = []
  for (const [index, record] of records.entries()) {
    const mapped = mapPos(record, mapping)
    if (mapped.ok) events.push(...mapped.value)
    else wrong.push({ index, record, failure: mapped.failure })
  }
  return { events, wrong }
}

function rejectionOf({ index, record: { fields }, failure }: WrongEvent): PosAnswer['rejected'][number] {
  return {
    index,
    eventId: (isJsonObject(fields) ? textOf(fields.eventId) : undefined) ?? null,
    code: failure.kind,
    errors: [...failure.errors],
  }
}
