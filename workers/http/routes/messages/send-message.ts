import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { sendMessageSchema, sentMessageSchema } from '#shared/contracts/messages.ts'
import { errorReport } from '#shared/kernel/error-report.ts'
import { type KeptMessage, SentMessages } from '../../../sent-messages.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { requirePersonalData } from '../../require-personal-data.ts'
import { requireConnection } from '../connections/require-connection.ts'
import { deliverMessage, recordMessage, type Sending } from './deliver-message.ts'
import { mayHaveBeenSent } from './send-problem.ts'

const route = createRoute({
  operationId: 'sendMessage',
  method: 'post',
  path: '/v1/messages',
  tags: ['Messages'],
  summary: 'Send a message by WhatsApp or SMS',
  description:
    'Goes out through a connection that has credentials. Marketing is refused to who said no to it. With an Idempotency-Key the same message is sent once, however often the call is made within seven days.',
  ...guarded('messages:send'),
  request: {
    headers: z.object({
      'idempotency-key': z
        .string()
        .regex(/^[\x21-\x7e]{8,128}$/, 'must be 8 to 128 visible characters')
        .optional(),
    }),
    body: { required: true, content: { 'application/json': { schema: sendMessageSchema } } },
  },
  responses: {
    201: {
      description: 'The vendor has taken it',
      content: { 'application/json': { schema: sentMessageSchema } },
    },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'not-found', 'conflict'),
    ...problems('unsupported-media-type', 'invalid-content', 'too-many-requests', 'unavailable'),
  },
})

export function registerSendMessage(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const access = context.get('access')
    const { tenant } = access
    const body = context.req.valid('json')
    // The answer tells whose number it is.
    if (body.to.phone !== undefined) requirePersonalData(access, 'To write to a number, not a customer,')
    const key = context.req.valid('header')['idempotency-key']
    const connection = await requireConnection(env, tenant, body.connection)
    const sending: Sending = { env, tenant, connection, body }
    const name = `${connection.source}/${connection.connectionId}:${key}`
    const { sent, isRepeat } =
      key === undefined
        ? { sent: await sendUnnamed(sending), isRepeat: false }
        : await sendOnce(
            sending,
            await SentMessages.of(env.UPLOADS, tenant.tenantId, name, JSON.stringify(body)),
          )
    const { messageId, status, customerId } = sent
    return context.json({ messageId, status, channel: body.channel, customerId, isRepeat }, 201)
  })
}

/** Sends once for all calls of one idempotency key; a call after a half-done one does the other half. */
async function sendOnce(
  sending: Sending,
  kept: SentMessages,
): Promise<{ sent: KeptMessage; isRepeat: boolean }> {
  const before = await sentBefore(kept)
  const sent = before ?? (await deliverMessage(sending).catch((error) => freeKey(kept, error)))
  if (before === undefined) await kept.keep(sent)
  if (!sent.isRecorded) {
    await recordMessage(sending, sent)
    await kept.keep({ ...sent, isRecorded: true })
  }
  return { sent, isRepeat: before !== undefined }
}

async function sendUnnamed(sending: Sending): Promise<KeptMessage> {
  const sent = await deliverMessage(sending)
  await recordMessage(sending, sent).catch((error) => {
    // biome-ignore lint/suspicious/noConsole: the caller must not try again, and somebody has to know
    console.error(JSON.stringify({ level: 'error', messageId: sent.messageId, ...errorReport(error) }))
    throw new ProblemError('conflict', `${sent.messageId} was sent and could not be recorded`)
  })
  return sent
}

/** What was sent under the key; undefined when this call is to send it. A 409 problem when neither is sure. */
async function sentBefore(kept: SentMessages): Promise<KeptMessage | undefined> {
  const claim = await kept.claim()
  switch (claim.state) {
    case 'new':
      return undefined
    case 'sent':
      return claim.sent
    case 'other-message':
      throw new ProblemError('conflict', 'The idempotency key was used for another message')
    default:
      throw new ProblemError('conflict', 'A call with this key has not said yet whether it sent the message')
  }
}

/** The key is free again unless the vendor may have taken the message. */
async function freeKey(kept: SentMessages, error: unknown): Promise<never> {
  if (!mayHaveBeenSent(error)) await kept.release()
  throw error
}
