import * as z from 'zod'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { RejectedRecord } from '#shared/events/log-line.ts'
import { isJsonObject } from '#shared/kernel/json.ts'
import type { MappingFailure } from '#shared/sources/mapping-failure.ts'
import { readJson } from '#shared/sources/read-json.ts'
import { keptCall, sentWith } from '#shared/sources/tracking/kept-call.ts'
import {
  splitCalls,
  type TrackingCall,
  type TrackingEndpoint,
  trackingEndpoint,
} from '#shared/sources/tracking/parse.ts'
import { hasPrivacySignal } from '#shared/sources/tracking/privacy-signal.ts'
import { takeCall } from '#shared/sources/tracking/take-call.ts'
import { writeKeyOf } from '#shared/sources/tracking/write-key.ts'
import { appendEvents } from '../../../append-events.ts'
import { findTrackingConnection } from '../../../credentials/find-tracking-connection.ts'
import type { Env } from '../../../env.ts'
import type { Api } from '../../api.ts'
import type { Access } from '../../api-env.ts'
import { findSender } from '../../find-sender.ts'
import { open } from '../../operations.ts'
import { ProblemError, problems } from '../../problems.ts'
import { readBody } from '../../read-body.ts'
import { unreadableBody } from '../../unreadable-body.ts'
import { openToAnyPage, preflight } from './open-to-any-page.ts'

/** Segment's own limit for one request is 500 KB. */
const maxRequestBytes = 512_000

const calls: Record<TrackingEndpoint, readonly [path: string, ...others: string[]]> = {
  identify: ['/v1/identify', '/v1/i'],
  track: ['/v1/track', '/v1/t'],
  page: ['/v1/page', '/v1/p'],
  screen: ['/v1/screen', '/v1/s'],
  group: ['/v1/group', '/v1/g'],
  alias: ['/v1/alias', '/v1/a'],
  // "import" is what SDKs send old calls to, "beacon" what RudderStack's browser SDK sends to as a page is left.
  batch: ['/v1/batch', '/v1/b', '/v1/import', '/beacon/v1/batch'],
}

const answerSchema = z
  .object({
    success: z.literal(true),
    quarantined: z
      .array(z.object({ index: z.int(), code: z.string(), detail: z.string() }))
      .optional()
      .meta({
        description: 'Calls of the batch that are wrong; they are kept, as they were sent, in quarantine',
      }),
  })
  .meta({ id: 'TrackingAnswer' })
type TrackingAnswer = z.infer<typeof answerSchema>

/** The doors of the Segment-compatible tracking API: seven calls, each with all addresses that clients know it by. */
export function registerReceiveTrackingCalls(api: Api): void {
  for (const [endpoint, paths] of Object.entries(calls)) {
    const [path, ...others] = paths
    api.openAPIRegistry.registerPath({
      operationId: `${endpoint}Call`,
      method: 'post',
      path,
      tags: ['Tracking'],
      summary: `Segment's ${endpoint} call`,
      description:
        'What is wrong is kept in quarantine, a single call too, but for its write key; what is too large is not.',
      security: [{ writeKey: [] }],
      ...open(
        'write-key',
        'Pages of the shop send to it; a key with `events:write` can add events and read nothing',
      ),
      'x-also-at': others,
      request: { body: { content: { 'application/json': { schema: z.looseObject({}) } } } },
      responses: {
        200: { description: 'Durable', content: { 'application/json': { schema: answerSchema } } },
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
    for (const each of paths) {
      api.options(each, preflight)
      api.post(each, openToAnyPage, async (context) => {
        const body = readJson(await readBody(context.req.raw, maxRequestBytes))
        if (!body.ok) throw unreadableBody(context.req.raw.headers, body.failure.message)
        const writeKey = writeKeyOf(
          new Map(context.req.raw.headers),
          isJsonObject(body.value) ? body.value : undefined,
          context.req.url,
        )
        const nowMs = Date.now()
        const origin = context.req.header('origin')
        const access = await findSender(writeKey, origin, 'Send a write key', context.env, nowMs)
        const url = new URL(context.req.url).pathname
        return context.json(
          await receive(
            {
              body: body.value,
              endpoint: trackingEndpoint(url) ?? 'batch',
              gpc: context.req.header('sec-gpc'),
            },
            access,
            context.env,
            nowMs,
          ),
        )
      })
    }
  }
}

/** A request as it came. */
interface Received {
  readonly body: unknown
  readonly endpoint: TrackingEndpoint
  /** The header `Sec-GPC`. */
  readonly gpc: string | undefined
}

async function receive(
  { body, endpoint, gpc }: Received,
  access: Access,
  env: Env,
  nowMs: number,
): Promise<TrackingAnswer> {
  const { tenant } = access
  const { settings, isPaused } = await findTrackingConnection(access, env, nowMs)
  if (isPaused) {
    throw new ProblemError('unavailable', 'This connection is paused', { headers: { 'retry-after': '60' } })
  }
  const split = splitCalls(body, endpoint)
  if (!split.ok) throw new ProblemError('malformed-request', split.failure.message)
  const mapping = {
    source: `tracking/${access.connectionId}`,
    receivedAtMs: nowMs,
    defaultCurrency: tenant.currency,
    timeZone: tenant.timeZone,
    settings,
    freshId: () => crypto.randomUUID(),
  }
  const events: CanonicalEvent[] = []
  const wrong: { index: number; call: TrackingCall; failure: MappingFailure }[] = []
  for (const [index, call] of split.value.entries()) {
    const isObjecting = !tenant.isPrivacySignalIgnored && hasPrivacySignal(gpc, call)
    const taken = takeCall(call, { role: access.role, isObjecting }, mapping)
    if (taken.ok) events.push(taken.value)
    else wrong.push({ index, call, failure: taken.failure })
  }
  const tooLarge = wrong.filter(({ failure }) => failure.kind === 'event-too-large')
  const quarantined = wrong.filter(({ failure }) => failure.kind !== 'event-too-large')
  const rest = sentWith(split.value[0], { role: access.role, gpc }, quarantined.length)
  const rejected = quarantined.map(
    ({ call, failure }): RejectedRecord => ({
      source: mapping.source,
      reason: failure.kind,
      detail: failure.message,
      ...keptCall(call, rest),
    }),
  )
  if (events.length + rejected.length > 0) await appendEvents(env, tenant, events, rejected, nowMs)
  if (endpoint !== 'batch') for (const { failure } of wrong) throw refusal(failure)
  if (tooLarge.length > 0) {
    throw new ProblemError(
      'content-too-large',
      `${tooLarge.length} of the calls are too large; the others are kept`,
      {
        errors: tooLarge.map(({ index, call: { fields }, failure }) => ({
          pointer: `/batch/${index}`,
          detail: failure.message,
          status: 413,
          code: failure.kind,
          messageId: isJsonObject(fields) && typeof fields.messageId === 'string' ? fields.messageId : '',
        })),
        accepted: events.map((event) => event.id),
      },
    )
  }
  if (quarantined.length === 0) return { success: true }
  return {
    success: true,
    quarantined: quarantined.map(({ index, failure }) => ({
      index,
      code: failure.kind,
      detail: failure.message,
    })),
  }
}

/** Of a single call that is wrong. */
function refusal({ kind, message, errors }: MappingFailure): ProblemError {
  return kind === 'event-too-large'
    ? new ProblemError('content-too-large', message, { errors: [...errors] })
    : new ProblemError('invalid-content', `${message}; it is kept in quarantine`, { errors: [...errors] })
}
