import * as z from 'zod'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { RejectedRecord } from '#shared/events/log-line.ts'
import type { MappingFailure } from '#shared/sources/mapping-failure.ts'
import { webhookSources } from '#shared/sources/registry.ts'
import type { Delivery } from '#shared/sources/source.ts'
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
  api.post('/webhooks/:source/:connectionId', async (context) => {
    const sourceName = context.req.param('source')
    const connectionId = context.req.param('connectionId')
    const nowMs = Date.now()
    const source = webhookSources.get(sourceName)
    const connection =
      source === undefined ? undefined : await findConnection(sourceName, connectionId, context.env, nowMs)
    if (source === undefined || connection === undefined)
      throw new ProblemError('not-found', 'Unknown connection')
    const { tenant, secrets } = connection

    const delivery: Delivery = {
      url: context.req.url,
      headers: new Map(context.req.raw.headers),
      body: await readBody(context.req.raw, maxWebhookBytes),
    }
    const verdict = await source.verify(delivery, secrets, nowMs)
    if (!verdict.verified) throw new ProblemError('invalid-signature', verdict.reason)

    const parsed = source.parse(delivery)
    if (!parsed.ok && parsed.failure.kind === 'malformed-body') {
      throw new ProblemError('malformed-request', parsed.failure.message)
    }
    const mapping = {
      source: `${sourceName}/${connectionId}`,
      receivedAtMs: nowMs,
      defaultCurrency: tenant.currency,
      freshId: () => crypto.randomUUID(),
    }
    const events: CanonicalEvent[] = []
    const rejected: RejectedRecord[] = []
    const reject = (failure: MappingFailure, bytes: string) =>
      rejected.push({ source: mapping.source, reason: failure.kind, detail: failure.message, bytes })
    if (!parsed.ok) reject(parsed.failure, new TextDecoder().decode(delivery.body))
    for (const record of parsed.ok ? parsed.value : []) {
      const mapped = source.map(record, mapping)
      if (mapped.ok) events.push(...mapped.value)
      else reject(mapped.failure, new TextDecoder().decode(delivery.body))
    }
    const reply =
      events.length + rejected.length === 0
        ? { acceptedCount: 0, duplicateCount: 0 }
        : await appendEvents(context.env, tenant, events, rejected, nowMs)
    return context.json({
      accepted: reply.acceptedCount,
      duplicate: reply.duplicateCount,
      quarantined: rejected.length,
    })
  })
}
