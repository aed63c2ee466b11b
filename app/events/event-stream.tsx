import { Link, useLocation } from '@remix-run/react'
import type { EventList, LiveEvent } from '#shared/contracts/streaming.ts'
import { Badge, type Tone } from '../components/badge.tsx'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Icon } from '../components/icon.tsx'
import { EmptyState } from '../components/states.tsx'
import { type Column, Table } from '../components/table.tsx'
import { formatClock, formatMoment } from '../format/format-moment.ts'
import { formatMoney } from '../format/format-money.ts'
import { countOf } from '../format/format-number.ts'
import { channelNames, shortId } from '../format/wording.ts'
import { useTimeZone } from '../session/use-session.ts'
import { DeliveryLink } from './delivery-link.tsx'
import { LiveAnnouncement } from './live-announcement.tsx'
import { type EventFilter, keyOf } from './stream-state.ts'
import { type Connection, useLiveEvents } from './use-live-events.ts'

const connections: Record<Connection, { label: string; tone: Tone }> = {
  connecting: { label: 'Connecting', tone: 'plain' },
  live: { label: 'Live', tone: 'good' },
  lost: { label: 'Connection lost, trying again', tone: 'warn' },
}

/** Events as they come in, newest first. Paused, they wait; without script, loading the page again shows them. */
export function EventStream({ start, filter }: { start: EventList; filter: EventFilter }) {
  const timeZone = useTimeZone()
  const { pathname, search } = useLocation()
  const live = useLiveEvents(start, filter)
  const { label, tone } = live.isPaused
    ? { label: 'Paused', tone: 'warn' as const }
    : connections[live.connection]
  return (
    <Card title="Newest events">
      <div className="stream-bar">
        <Badge tone={tone}>{label}</Badge>
        <div className="row">
          <Button small onClick={live.isPaused ? live.resume : live.pause}>
            <Icon name={live.isPaused ? 'play' : 'pause'} />
            {live.isPaused ? `Resume, ${countOf(live.waiting.length, 'event')} waiting` : 'Pause'}
          </Button>
          <ButtonLink small to={`${pathname}${search}`} reloadDocument>
            Reload
          </ButtonLink>
        </div>
      </div>
      <LiveAnnouncement receivedCount={live.receivedCount} />
      {live.events.length === 0 ? (
        <EmptyState title="No events" icon="events">
          Nothing fits so far. Events appear here the moment they are processed.
        </EmptyState>
      ) : (
        <Table
          caption="Events, the newest first"
          columns={columns(timeZone)}
          rows={live.events}
          rowKey={keyOf}
          isNew={(event) => live.newKeys.has(keyOf(event))}
        />
      )}
    </Card>
  )
}

function columns(timeZone: string): Column<LiveEvent>[] {
  return [
    { key: 'name', label: 'Event', cell: (event) => event.name },
    {
      key: 'customer',
      label: 'Customer',
      cell: (event) =>
        event.customerId === null ? (
          <span className="quiet">Nobody known</span>
        ) : (
          <Link to={`/customers/${encodeURIComponent(event.customerId)}`} className="mono">
            {shortId(event.customerId)}
          </Link>
        ),
    },
    { key: 'delivery', label: 'Came in', cell: (event) => <DeliveryLink event={event} /> },
    { key: 'channel', label: 'Channel', cell: (event) => channelNames[event.channel] },
    { key: 'source', label: 'Source', cell: (event) => <span className="mono">{event.source}</span> },
    {
      key: 'amount',
      label: 'Amount',
      isNumber: true,
      cell: (event) => (event.amount === null ? <span className="quiet">–</span> : formatMoney(event.amount)),
    },
    {
      key: 'occurred',
      label: 'Happened',
      isNumber: true,
      cell: (event) => <time dateTime={event.occurredAt}>{formatMoment(event.occurredAt, timeZone)}</time>,
    },
    {
      key: 'received',
      label: 'Received',
      isNumber: true,
      cell: (event) => <time dateTime={event.receivedAt}>{formatClock(event.receivedAt, timeZone)}</time>,
    },
  ]
}
