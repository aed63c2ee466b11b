import { Badge, type Tone } from '../components/badge.tsx'
import { Card } from '../components/card.tsx'
import { EmptyState } from '../components/states.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { channelNames } from '../format/wording.ts'
import { useTimeZone } from '../session/use-session.ts'
import type { MessageEntry } from './message-history.ts'

/** States of a message in words; one that nobody described yet stands as the vendor says it. */
const statusWords: Readonly<Record<string, { readonly label: string; readonly tone: Tone }>> = {
  accepted: { label: 'Taken by the vendor', tone: 'info' },
  queued: { label: 'Taken by the vendor', tone: 'info' },
  scheduled: { label: 'Taken by the vendor', tone: 'info' },
  sending: { label: 'On its way', tone: 'info' },
  sent: { label: 'On its way', tone: 'info' },
  delivered: { label: 'Delivered', tone: 'good' },
  read: { label: 'Read', tone: 'good' },
  failed: { label: 'Not delivered', tone: 'bad' },
  undelivered: { label: 'Not delivered', tone: 'bad' },
  canceled: { label: 'Cancelled', tone: 'plain' },
}

/** What a state of a message is called. */
export function statusWord(status: string): { label: string; tone: Tone } {
  return Object.hasOwn(statusWords, status)
    ? (statusWords[status] ?? { label: status, tone: 'plain' })
    : { label: status, tone: 'plain' }
}

/** The latest messages from and to a customer, and what became of each. */
export function MessageList({ messages }: { messages: readonly MessageEntry[] }) {
  return (
    <Card title="Latest messages">
      {messages.length === 0 ? (
        <EmptyState title="None yet" icon="inbox">
          What is sent and what comes back is listed here, with whether it arrived.
        </EmptyState>
      ) : (
        <ol className="event-list" aria-label="Messages, the newest first">
          {messages.map((message) => (
            <Entry key={message.messageId} message={message} />
          ))}
        </ol>
      )}
    </Card>
  )
}

function Entry({ message }: { message: MessageEntry }) {
  const timeZone = useTimeZone()
  const { direction, channel, at, text, status, problem } = message
  const word = direction === 'inbound' || status === undefined ? undefined : statusWord(status)
  return (
    <li>
      <div className="row">
        <strong>{direction === 'inbound' ? 'They wrote' : 'Sent'}</strong>
        {word === undefined ? null : <Badge tone={word.tone}>{word.label}</Badge>}
        <span className="small quiet">
          {formatMoment(at, timeZone)} · {channelNames[channel]}
        </span>
      </div>
      <p className="message-text">{text ?? <span className="quiet">What it says is not known</span>}</p>
      {problem === undefined ? null : <p className="small">The vendor says: {problem}</p>}
    </li>
  )
}
