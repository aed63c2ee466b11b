import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { minuteMs } from '#shared/kernel/time.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { EmptyState } from '../components/states.tsx'
import { useAutoRefresh } from '../components/use-auto-refresh.ts'
import { useKept } from '../connections/use-kept.ts'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { customerAddress } from '../identity/addresses.ts'
import { MarketingWords } from '../messages/marketing-words.tsx'
import { MessageForm } from '../messages/message-form.tsx'
import { isOnItsWay, messageHistory } from '../messages/message-history.ts'
import { MessageList, statusWord } from '../messages/message-list.tsx'
import { messageTexts, readMessageForm } from '../messages/read-message-form.server.ts'
import { useMessageKey } from '../messages/use-message-key.ts'
import { refusedFields } from '../rules/refused-fields.server.ts'

const refreshEveryMs = 3_000
/** News of a message come within seconds, or nobody waits for them on this page. */
const watchedMs = 10 * minuteMs
const readItems = 100
const shownMessages = 10

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Message to ${data?.customer.displayName ?? 'a customer'} · Patron` },
]

export async function loader(args: LoaderFunctionArgs) {
  const { request, params } = args
  const customerId = params.customerId ?? ''
  const api = await apiClient(args)
  const [customer, senders, timeline] = await Promise.all([
    api.getCustomer(customerId),
    api.listMessageSenders(),
    api.getCustomerTimeline(customerId, { limit: readItems }),
  ])
  const { id, displayName, consents } = expectSuccess(customer, request)
  if (id !== customerId) throw redirect(`${customerAddress(id)}/message`)
  const messages = messageHistory(expectSuccess(timeline, request).items).slice(0, shownMessages)
  const sinceMs = Date.now() - watchedMs
  return {
    customer: { id, displayName, consents },
    ...expectSuccess(senders, request),
    messages,
    isWatching: messages.some((message) => isOnItsWay(message) && Date.parse(message.at) > sinceMs),
    freshKey: crypto.randomUUID(),
  }
}

/** Sends the message, once for each form. */
export async function action(args: ActionFunctionArgs) {
  const { request, params } = args
  const texts = messageTexts(await request.formData())
  const key = texts.key ?? ''
  const api = await apiClient(args)
  const answer = await api.sendMessage(readMessageForm(texts, params.customerId ?? ''), key)
  if (answer.ok) return data({ key, isSent: true as const, sent: answer.value })
  const { failure } = answer
  if (failure.status === 401) expectSuccess(answer, request)
  const refused = { error: failure.message, reason: failure.problem?.errors?.[0]?.code }
  return data(
    { key, isSent: false as const, refused, texts, errors: refusedFields(failure) },
    { status: failure.status >= 400 ? failure.status : 503 },
  )
}

export default function MessagePage() {
  const { customer, senders, messages, isWatching, freshKey } = useLoaderData<typeof loader>()
  const path = customerAddress(customer.id)
  const answer = useKept(useActionData<typeof action>(), path)
  const idempotencyKey = useMessageKey(freshKey, answer)
  const sent = answer?.isSent && answer.sent.customerId === customer.id ? answer.sent : undefined
  const isSentShown = sent === undefined || messages.some(({ messageId }) => messageId === sent.messageId)
  useAutoRefresh(refreshEveryMs, isWatching || !isSentShown)
  const failed = answer?.isSent === false ? answer : undefined
  const channels = [...new Set(senders.map(({ channel }) => channel))]
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: path, label: customer.displayName }]} />
      <PageHeader title={`Message to ${customer.displayName}`} />
      {answer?.isSent ? <Sent sent={answer.sent} /> : null}
      {failed === undefined ? null : <NotSent refused={failed.refused} />}
      <div className="split">
        <div className="stack">
          <Card title="Write">
            {senders.length === 0 ? (
              <EmptyState
                title="Nothing to send through"
                icon="plug"
                actions={<ButtonLink to="/integrations">Connect Twilio or WhatsApp</ButtonLink>}
              >
                A message goes out through a connection to Twilio or WhatsApp that has its access stored and
                is not paused.
              </EmptyState>
            ) : (
              <MessageForm
                senders={senders}
                idempotencyKey={idempotencyKey}
                texts={failed?.texts ?? {}}
                errors={failed?.errors ?? {}}
                cancelTo={path}
              />
            )}
          </Card>
          <MessageList messages={messages} />
        </div>
        {channels.length === 0 ? null : <MarketingWords consents={customer.consents} channels={channels} />}
      </div>
    </div>
  )
}

type ActionAnswer = NonNullable<ReturnType<typeof useActionData<typeof action>>>

function Sent({ sent }: { sent: Extract<ActionAnswer, { isSent: true }>['sent'] }) {
  return (
    <Notice tone="good">
      <p>
        <strong>{sent.isRepeat ? 'It was sent before, and not again.' : 'Sent.'}</strong>{' '}
        {statusWord(sent.status).label}: <code>{sent.messageId}</code>. What becomes of it is listed below as
        soon as the vendor tells.
      </p>
    </Notice>
  )
}

function NotSent({ refused }: { refused: Extract<ActionAnswer, { isSent: false }>['refused'] }) {
  const isUncertain = refused.reason === 'outcome-unknown'
  return (
    <Notice tone="bad">
      <p>
        <strong>{isUncertain ? 'Nobody knows whether it was sent.' : 'Not sent.'}</strong> {refused.error}
        {isUncertain ? ' Look for it at the vendor before you open this page again and write anew.' : ''}
      </p>
    </Notice>
  )
}
