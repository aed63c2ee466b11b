import type { ParsedMessage } from '#shared/contracts/messages.ts'
import type { ConnectionRow } from '#shared/database/tables/tenant.ts'
import { toIso } from '#shared/kernel/time.ts'
import { marketingRefusal } from '#shared/messaging/marketing-refusal.ts'
import type { Messenger, OutgoingMessage, TakenMessage } from '#shared/messaging/messenger.ts'
import { outcomeUnknown } from '#shared/messaging/send-failure.ts'
import { sentMessage } from '#shared/messaging/sent-message.ts'
import { privacyWord } from '#shared/privacy/may-use.ts'
import { messengers } from '#shared/sources/messengers.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { appendEvents } from '../../../append-events.ts'
import { refuseVendorAddress, vendorCall } from '../../../call-vendor.ts'
import { openCredentials } from '../../../credentials/open-credentials.ts'
import type { Env } from '../../../env.ts'
import type { KeptMessage } from '../../../sent-messages.ts'
import { ProblemError } from '../../problems.ts'
import { findRecipient, type Recipient } from './find-recipient.ts'
import { sendProblem } from './send-problem.ts'

/** A message, the connection it goes through, and whose it is. */
export interface Sending {
  readonly env: Env
  readonly tenant: Tenant
  readonly connection: ConnectionRow
  readonly body: ParsedMessage
}

/** Sends a message. A problem when the connection, the person or the vendor does not let it through. */
export async function deliverMessage(sending: Sending): Promise<KeptMessage> {
  const { env, tenant, connection, body } = sending
  const messenger = messengerOf(connection, body)
  const recipient = await findRecipient(env, tenant, body)
  requireUse(recipient)
  requireConsent(body, recipient)
  const taken = await callVendor(messenger, sending, outgoing(sending, recipient))
  return { ...taken, customerId: recipient.customerId, sentAtMs: Date.now(), isRecorded: false }
}

/** Puts "Message Sent" into the log. Doing so again changes nothing. */
export async function recordMessage(sending: Sending, sent: KeptMessage): Promise<void> {
  const { env, tenant, connection, body } = sending
  const message = outgoing(sending, await findRecipient(env, tenant, body))
  const source = `${connection.source}/${connection.connectionId}`
  const event = sentMessage(message, sent, { source, purpose: body.purpose, sentAtMs: sent.sentAtMs })
  await appendEvents(env, tenant, [event], [], sent.sentAtMs)
}

function messengerOf({ source, status }: ConnectionRow, { channel }: ParsedMessage): Messenger {
  const messenger = messengers.get(source)
  if (messenger === undefined || !messenger.channels.includes(channel)) {
    const [pointer, what] =
      messenger === undefined ? ['/connection/source', 'messages'] : ['/channel', channel]
    throw new ProblemError('invalid-content', undefined, {
      errors: [{ pointer, detail: `cannot be: ${source} sends no ${what}` }],
    })
  }
  if (status === 'paused') throw new ProblemError('conflict', 'The connection is paused')
  return messenger
}

/** Whose data may only be kept is not written to, not even about an order. */
function requireUse({ consents }: Recipient): void {
  const { restrictedAt } = privacyWord(consents)
  if (restrictedAt === null) return
  const detail = `may not be used since ${toIso(restrictedAt)}: the person asked for that`
  throw new ProblemError('conflict', `What is known of the person ${detail}`, {
    errors: [{ pointer: '/to', detail, code: 'processing-restricted' }],
  })
}

function requireConsent({ purpose, channel }: ParsedMessage, { consents }: Recipient): void {
  const refusal = purpose === 'marketing' ? marketingRefusal(consents, channel) : undefined
  if (refusal === undefined) return
  const detail = `refused marketing on ${toIso(refusal.occurredAt)} through ${refusal.source}`
  throw new ProblemError('conflict', `The person ${detail}`, {
    errors: [{ pointer: '/to', detail, code: 'marketing-refused' }],
  })
}

function outgoing({ env, connection, body }: Sending, { target }: Recipient): OutgoingMessage {
  const path = `/webhooks/${connection.source}/${connection.connectionId}`
  const content = body.template === undefined ? { text: body.text ?? '' } : { template: body.template }
  return { channel: body.channel, target, content, statusUrl: new URL(path, env.PUBLIC_BASE_URL).href }
}

async function callVendor(
  messenger: Messenger,
  { env, connection }: Sending,
  message: OutgoingMessage,
): Promise<TakenMessage> {
  const credentials = await openCredentials(connection, env)
  if (credentials === undefined) throw new ProblemError('conflict', 'The connection has no credentials')
  const address = messenger.address(connection.settings, credentials)
  if (!address.ok) throw sendProblem(address.failure)
  const request = messenger.request(message, connection.settings, credentials)
  if (!request.ok) throw sendProblem(request.failure)
  const refusal = refuseVendorAddress(address.value.baseUrl, env)
  if (refusal !== undefined) throw new ProblemError('conflict', `The vendor's address ${refusal}`)
  const call = vendorCall(address.value, env)
  const answer = await call(request.value).then(
    (response) => messenger.readAnswer(response),
    () => outcomeUnknown('The vendor did not answer'),
  )
  if (!answer.ok) throw sendProblem(answer.failure)
  return answer.value
}
