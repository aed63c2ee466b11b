import { Link } from '@remix-run/react'
import type { ConnectionView } from '#shared/contracts/connections.ts'
import { Badge } from '../components/badge.tsx'
import { Card } from '../components/card.tsx'
import { Facts } from '../components/facts.tsx'
import { formatDuration } from '../format/format-duration.ts'
import { formatMoment } from '../format/format-moment.ts'
import { formatCount, formatRate } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'
import { healthWords } from './connection-words.ts'
import { CopyText } from './copy-text.tsx'

/** How a connection is: in one word, in a sentence and in figures. */
export function ConnectionHealthFacts({ connection }: { connection: ConnectionView }) {
  const timeZone = useTimeZone()
  const { state, lastSeenAt, lastHour, lastDay, isCapped, medianLagMs } = connection.health
  const { label, tone, meaning } = healthWords[state]
  return (
    <>
      <p className="row">
        <Badge tone={tone}>{label}</Badge>
        <span>{meaning}</span>
      </p>
      <Facts
        facts={[
          {
            name: 'Last seen',
            value: lastSeenAt === null ? neverSeen(state) : formatMoment(lastSeenAt, timeZone),
          },
          { name: 'Deliveries, last hour', value: formatCount(lastHour.deliveryCount) },
          {
            name: isCapped ? 'Deliveries, last day, at least' : 'Deliveries, last day',
            value: formatCount(lastDay.deliveryCount),
          },
          { name: 'Went wrong, last day', value: formatRate(lastDay.errorRate) },
          {
            name: 'Usual delay',
            value: medianLagMs === null ? 'Not known' : formatDuration(Math.max(0, medianLagMs)),
          },
        ]}
      />
    </>
  )
}

/** The log forgets after a week, so of an older connection nobody knows. */
function neverSeen(state: ConnectionView['health']['state']): string {
  return state === 'never-seen' ? 'Not yet' : 'Not in 7 days'
}

/** What a connection is: where it is delivered to, since when, and what it has. */
export function ConnectionCard({ connection, title }: { connection: ConnectionView; title: string }) {
  const timeZone = useTimeZone()
  const { source, connectionId, webhookUrl, createdAt, hasCredentials, oldSecretUntil, isDemo } = connection
  return (
    <Card title="About">
      <div className="stack">
        {webhookUrl === null ? null : <CopyText label="Address" text={webhookUrl} />}
        <dl className="definition-list">
          <div>
            <dt>System</dt>
            <dd>
              {title}
              {isDemo ? ' (of the demo shop)' : ''}
            </dd>
          </div>
          <div>
            <dt>Connected</dt>
            <dd>{formatMoment(createdAt, timeZone)}</dd>
          </div>
          {webhookUrl === null ? (
            <div>
              <dt>Events</dt>
              <dd>
                <Link to={`/events?source=${encodeURIComponent(`${source}/${connectionId}`)}`}>
                  What came in by the name {connectionId}
                </Link>
              </dd>
            </div>
          ) : null}
          <div>
            <dt>Access to the system</dt>
            <dd>{hasCredentials ? 'Stored' : 'None: Patron only listens'}</dd>
          </div>
          {oldSecretUntil === null ? null : (
            <div>
              <dt>The secret before this one</dt>
              <dd>Is taken too until {formatMoment(oldSecretUntil, timeZone)}</dd>
            </div>
          )}
        </dl>
      </div>
    </Card>
  )
}
