import { Link } from '@remix-run/react'
import type { ConnectableSource, ConnectionView } from '#shared/contracts/connections.ts'
import { Badge } from '../components/badge.tsx'
import { ButtonLink } from '../components/button.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { formatRate } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'
import { connectionPath, connectionTitle } from './connection-address.ts'
import { healthWords } from './connection-words.ts'
import { sourceCard } from './source-groups.ts'
import { SourceMark } from './source-mark.tsx'

interface GalleryCardProps {
  source: ConnectableSource
  connections: readonly ConnectionView[]
}

/** One source: what it brings, how its connections are, and the way to another one. */
export function GalleryCard({ source: { source, title, secretOrigin }, connections }: GalleryCardProps) {
  const { sentence, brings } = sourceCard(source)
  const hasSome = connections.length > 0
  return (
    <li className="card gallery-card">
      <div className="gallery-title">
        <SourceMark title={title} />
        <div>
          <h3>{title}</h3>
          <p className="small">{sentence}</p>
        </div>
      </div>
      <p className="small quiet">{brings.join(' · ')}</p>
      {hasSome ? (
        <ul className="gallery-connections">
          {connections.map((connection) => (
            <GalleryConnection key={connection.connectionId} connection={connection} />
          ))}
        </ul>
      ) : null}
      <p className="gallery-action">
        <ButtonLink
          to={`/integrations/${encodeURIComponent(source)}`}
          look={hasSome ? 'plain' : 'primary'}
          small
        >
          {wordsOf(secretOrigin, hasSome)}
          <span className="visually-hidden"> {title}</span>
        </ButtonLink>
      </p>
    </li>
  )
}

function wordsOf(secretOrigin: ConnectableSource['secretOrigin'], hasSome: boolean): string {
  if (secretOrigin === 'none') return 'Set up'
  return hasSome ? 'Connect another' : 'Connect'
}

function GalleryConnection({ connection }: { connection: ConnectionView }) {
  const timeZone = useTimeZone()
  const { state, lastSeenAt, lastDay } = connection.health
  const { label, tone } = healthWords[state]
  // What keeps no log of deliveries cannot tell whether anything came.
  const isKnown = connection.webhookUrl !== null || state !== 'never-seen'
  return (
    <li>
      <Link to={connectionPath(connection)}>{connectionTitle(connection)}</Link>
      {isKnown ? <Badge tone={tone}>{label}</Badge> : null}
      {lastSeenAt === null ? null : (
        <span className="small quiet">
          Last seen {formatMoment(lastSeenAt, timeZone)}
          {lastDay.deliveryCount === 0 ? '' : `, ${formatRate(lastDay.errorRate)} went wrong in a day`}
        </span>
      )}
    </li>
  )
}
