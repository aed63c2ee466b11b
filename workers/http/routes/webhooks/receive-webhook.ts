import * as z from 'zod'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { RejectedRecord } from '#shared/events/log-line.ts'
import type { MappingFailure } from '#shared/sources/mapping-failure.ts'
import { webhookSources } from '#shared/sources/registry.ts'
import type { Delivery, MappingContext, Source, SourceAnswer } from '#shared/sources/source.ts'
import { appendEvents } from '../../../append-events.ts'
import { findConnection } from '../../../credentials/find-connection.ts'
import type { Api } from '../../api.ts'
import { ProblemError, problems } from '../../problems.ts'
import { readBody } from '../../read-body.ts'

const maxWebhookBytes = 2_000_000

const answerSchema = z
  .object({ accepted: z.int(), duplicate: z.int(), quarantined: z.int() })
  .meta({ id: 'WebhookAnswer' })

/**
 * The door of every webhook. The signature is checked over the raw bytes; what is signed and cannot be mapped is kept
 * in quarantine and answered 200, because the sender could do nothing about it.
 */
export function registerReceiveWebhook(api: Api): void {
  api.openAPIRegistry.registerPath({
    operationId: 'receiveWebhook',
    method: 'post',
    path: '/webhooks/{source}/{connectionId}',
    tags: ['Webhooks'],
    summary: 'A signed delivery of an outside system, as that system sends it',
    request: {
      params: z.object({ source: z.string(), connectionId: z.string() }),
      body: { content: { 'application/json': { schema: z.looseObject({}) } } },
    },
    responses: {
      200: { description: 'Durable', content: { 'application/json': { schema: answerSchema } } },
      ...problems('malformed-request', 'invalid-signature', 'not-found', 'content-too-large', 'unavailable'),
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
    const delivery = await readDelivery(context.req.raw, context.env.PUBLIC_BASE_URL)

    const greeting = await source.handshake?.(delivery, connection.secrets)
    if (greeting !== undefined) return answerOf(greeting)
    if (delivery.method === 'GET') throw new ProblemError('not-found', 'Send a POST')
    const verdict = await source.verify(delivery, connection.secrets, nowMs)
    if (!verdict.verified) throw new ProblemError('invalid-signature', verdict.reason)

    const parsed = source.parse(delivery)
    if (!parsed.ok && parsed.failure.kind === 'malformed-body') {
      throw new ProblemError('malformed-request', parsed.failure.message)
    }
    const { events, rejected } = mapDelivery(source, delivery, parsed, {
      source: `${sourceName}/${connectionId}`,
      receivedAtMs: nowMs,
      defaultCurrency: connection.tenant.currency,
      timeZone: connection.tenant.timeZone,
      settings: connection.settings,
      freshId: () => crypto.randomUUID(),
    })
    const reply =
      events.length + rejected.length === 0
        ? { acceptedCount: 0, duplicateCount: 0 }
        : await appendEvents(context.env, connection.tenant, events, rejected, nowMs)
    if (source.answer !== undefined) return answerOf(source.answer)
    return context.json({
      accepted: reply.acceptedCount,
      duplicate: reply.duplicateCount,
      quarantined: rejected.length,
    })
  })
}

/** What a delivery says, with the address that its sender called: behind a proxy, this Worker sees another one. */
async function readDelivery(request: Request, publicBaseUrl: string): Promise<Delivery> {
  const { pathname, search } = new URL(request.url)
  const method = request.method === 'GET' ? 'GET' : 'POST'
  return {
    method,
    url: new URL(pathname + search, publicBaseUrl).href,
    headers: new Map(request.headers),
    body: method === 'GET' ? new Uint8Array() : await readBody(request, maxWebhookBytes),
  }
}

/** The events that a delivery makes, and what of it has to go to quarantine. */
function mapDelivery(
  source: Source,
  { body }: Delivery,
  parsed: ReturnType<Source['parse']>,
  context: MappingContext,
): { events: CanonicalEvent[]; rejected: RejectedRecord[] } {
  const events: CanonicalEvent[] = []
  const rejected: RejectedRecord[] = []
  const reject = (failure: MappingFailure) =>
    rejected.push({
      source: context.source,
      reason: failure.kind,
      detail: failure.message,
      bytes: new TextDecoder().decode(body),
    })
  if (!parsed.ok) reject(parsed.failure)
  for (const record of parsed.ok ? parsed.value : []) {
    const mapped = source.map(record, context)
    if (mapped.ok) events.push(...mapped.value)
    else reject(mapped.failure)
  }
  return { events, rejected }
}

function answerOf({ status, contentType, body }: SourceAnswer): Response {
  return new Response(body, { status, headers: { 'content-type': contentType } })
}
