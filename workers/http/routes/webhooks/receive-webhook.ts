import type { Context } from 'hono'
import * as z from 'zod'
import { type DeliveryOutcome, outcomeWithoutEvents } from '#shared/connections/delivery-outcome.ts'
import { webhookSources } from '#shared/sources/registry.ts'
import type { Delivery, Source, SourceAnswer } from '#shared/sources/source.ts'
import { type Connection, findConnection } from '../../../credentials/find-connection.ts'
import { deliveryLog } from '../../../delivery-log.ts'
import type { Api } from '../../api.ts'
import type { ApiEnv } from '../../api-env.ts'
import { open } from '../../operations.ts'
import { ProblemError, problems } from '../../problems.ts'
import { readBody } from '../../read-body.ts'
import { refuseClosedTenant } from '../../refuse-closed-tenant.ts'
import { packedOtherwise } from './packed-otherwise.ts'
import { mappingContext, takeDelivery } from './take-delivery.ts'

/** Meta sends the longest ones, of up to 3 MB. */
const maxWebhookBytes = 3_500_000
/** When a vendor is to try again what came to a paused connection. */
const pausedRetrySeconds = '300'

const answerSchema = z
  .object({ accepted: z.int(), duplicate: z.int(), quarantined: z.int() })
  .meta({ id: 'WebhookAnswer' })

const paramsSchema = z.object({ source: z.string(), connectionId: z.string() })
const bySignature = open('signature', 'The sender signs what it sends with the secret of the connection')

/**
 * The door of every webhook. The signature is checked over the raw bytes; what is signed and cannot be mapped is kept
 * in quarantine and answered 200, because the sender could do nothing about it. A program of the shop's own that packs
 * otherwise than as gzip can, and is told. Each delivery is noted in the log of deliveries once it is answered.
 */
export function registerReceiveWebhook(api: Api): void {
  api.openAPIRegistry.registerPath({
    operationId: 'receiveWebhook',
    method: 'post',
    path: '/webhooks/{source}/{connectionId}',
    tags: ['Webhooks'],
    summary: 'A signed delivery of an outside system, as that system sends it',
    ...bySignature,
    request: {
      params: paramsSchema,
      body: { content: { 'application/json': { schema: z.looseObject({}) } } },
    },
    responses: {
      200: { description: 'Durable', content: { 'application/json': { schema: answerSchema } } },
      ...problems(
        'malformed-request',
        'invalid-signature',
        'not-found',
        'content-too-large',
        'unsupported-media-type',
        'unavailable',
      ),
    },
  })
  api.openAPIRegistry.registerPath({
    operationId: 'answerWebhookChallenge',
    method: 'get',
    path: '/webhooks/{source}/{connectionId}',
    tags: ['Webhooks'],
    summary: 'The question by which some systems check an address before they send to it',
    ...bySignature,
    request: { params: paramsSchema },
    responses: {
      200: {
        description: 'What the system wants to hear',
        content: { 'text/plain': { schema: z.string() } },
      },
      ...problems('forbidden', 'not-found'),
    },
  })
  api.on(['GET', 'POST'], '/webhooks/:source/:connectionId', async (context) => {
    const sourceName = context.req.param('source')
    const connectionId = context.req.param('connectionId')
    const nowMs = Date.now()
    const source = webhookSources.get(sourceName)
    const connection =
      source === undefined ? undefined : await findConnection(sourceName, connectionId, context.env, nowMs)
    if (source === undefined || connection === undefined)
      throw new ProblemError('not-found', 'Unknown connection')
    refuseClosedTenant(connection.tenant)

    const door: Door = { source, connection, connectionId, receivedAtMs: nowMs }
    const delivery = await readDelivery(context, door)
    const received = await receive(delivery, door, context.env)
    note(context, door, delivery, received)
    if ('thrown' in received) throw received.thrown
    const answer = received.answer ?? source.answer
    if (answer !== undefined) {
      const { status, contentType, body } = answer
      return new Response(body, { status, headers: { 'content-type': contentType } })
    }
    const { acceptedCount, duplicateCount, rejectedCount } = received.outcome
    return context.json({ accepted: acceptedCount, duplicate: duplicateCount, quarantined: rejectedCount })
  })
}

interface Door {
  readonly source: Source
  readonly connection: Connection
  readonly connectionId: string
  readonly receivedAtMs: number
}

/** What a delivery came to, and how it is answered: by the problem or error `thrown`, in other words, or by its counts. */
interface Received {
  readonly isVerified: boolean
  readonly outcome: DeliveryOutcome
  readonly thrown?: unknown
  readonly answer?: SourceAnswer
}

/** What a delivery says, with the address that its sender called: behind a proxy, this Worker sees another one. */
async function readDelivery(context: Context<ApiEnv>, door: Door): Promise<Delivery> {
  const request = context.req.raw
  const { pathname, search } = new URL(request.url)
  const method = request.method === 'GET' ? 'GET' : 'POST'
  const head = {
    method,
    url: new URL(pathname + search, context.env.PUBLIC_BASE_URL).href,
    headers: new Map(request.headers),
  } as const
  try {
    return {
      ...head,
      body: method === 'GET' ? new Uint8Array() : await readBody(request, maxWebhookBytes),
    }
  } catch (error) {
    const outcome = outcomeWithoutEvents('refused', { reason: 'unreadable-body', detail: String(error) })
    note(context, door, { ...head, body: new Uint8Array() }, { isVerified: false, outcome })
    throw error
  }
}

async function receive(
  delivery: Delivery,
  { source, connection, connectionId, receivedAtMs }: Door,
  env: ApiEnv['Bindings'],
): Promise<Received> {
  const { secrets, tenant, settings } = connection
  const greeting = await source.handshake?.(delivery, secrets)
  if (greeting !== undefined) {
    const outcome =
      greeting.status < 400
        ? outcomeWithoutEvents('handshake')
        : outcomeWithoutEvents('refused', { reason: 'failed-handshake' })
    return { isVerified: false, outcome, answer: greeting }
  }
  if (delivery.method === 'GET') {
    const outcome = outcomeWithoutEvents('refused', { reason: 'failed-handshake' })
    return { isVerified: false, outcome, thrown: new ProblemError('not-found', 'Send a POST') }
  }
  const verdict = await source.verify(delivery, secrets, receivedAtMs)
  const packed = packedOtherwise(source, delivery, verdict)
  if (packed !== undefined) {
    const outcome = outcomeWithoutEvents('refused', { reason: 'unreadable-body', detail: packed.message })
    // Not even of a sender who is known are these bytes kept: they come again, and an erasure finds nobody in them.
    return { isVerified: false, outcome, thrown: packed }
  }
  if (!verdict.verified) {
    const outcome = outcomeWithoutEvents('refused', { reason: verdict.reason })
    return { isVerified: false, outcome, thrown: new ProblemError('invalid-signature', verdict.reason) }
  }
  if (connection.isPaused) {
    const outcome = outcomeWithoutEvents('failed', { reason: 'paused-connection' })
    const headers = { 'retry-after': pausedRetrySeconds }
    return {
      isVerified: true,
      outcome,
      thrown: new ProblemError('unavailable', 'This connection is paused', { headers }),
    }
  }
  const parsed = source.parse(delivery, settings)
  try {
    const context = mappingContext({ tenant, settings, source: source.name, connectionId }, receivedAtMs)
    return { isVerified: true, outcome: await takeDelivery(env, tenant, source, delivery, parsed, context) }
  } catch (thrown) {
    const outcome = outcomeWithoutEvents('failed', { reason: 'unreachable-log', detail: String(thrown) })
    return { isVerified: true, outcome, thrown }
  }
}

function note(
  context: Context<ApiEnv>,
  { source, connection, connectionId, receivedAtMs }: Door,
  delivery: Delivery,
  { isVerified, outcome }: Received,
): void {
  const nowMs = Date.now()
  const received = {
    tenantId: connection.tenant.tenantId,
    source: source.name,
    connectionId,
    delivery,
    describe: source.describe,
    receivedAtMs,
    durationMs: nowMs - receivedAtMs,
    isVerified,
    outcome,
  }
  deliveryLog.note(received, context.env, nowMs, (work) => context.executionCtx.waitUntil(work))
}
