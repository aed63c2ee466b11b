import { Link } from '@remix-run/react'
import type { DeliveredEvent } from '#shared/contracts/connections.ts'
import { Badge } from '../components/badge.tsx'
import { Card } from '../components/card.tsx'
import { countOf } from '../format/format-number.ts'
import { eventTitle } from './event-title.ts'

/** The canonical events of a delivery, and whose they are. */
export function DeliveredEvents({ events }: { events: readonly DeliveredEvent[] }) {
  return (
    <Card title="Events" note={countOf(events.length, 'event')}>
      {events.length === 0 ? (
        <p className="quiet">It turned into none.</p>
      ) : (
        <ol className="event-list">
          {events.map((delivered) => (
            <DeliveredEntry key={delivered.eventKey} delivered={delivered} />
          ))}
        </ol>
      )}
    </Card>
  )
}

function DeliveredEntry({ delivered }: { delivered: DeliveredEvent }) {
  const { eventKey, place, customerId, event } = delivered
  const title = eventTitle(event)
  const isStored = place === 'timeline'
  return (
    <li>
      <div className="row">
        <strong>{title}</strong>
        <Badge tone={isStored ? 'good' : 'plain'}>{isStored ? 'With a customer' : 'With nobody yet'}</Badge>
        {customerId === null ? null : (
          <Link to={`/customers/${encodeURIComponent(customerId)}`}>
            See the customer<span className="visually-hidden"> of {eventKey}</span>
          </Link>
        )}
      </div>
      <p className="small quiet mono">{eventKey}</p>
      {isStored ? null : (
        <p className="small quiet">
          It names nobody, is not processed yet, or was stored in another version. This is what the delivery
          turns into today.
        </p>
      )}
      {event === null ? null : (
        <details className="small">
          <summary>
            Canonical event<span className="visually-hidden"> {eventKey}</span>
          </summary>
          <pre className="bytes">{JSON.stringify(event, null, 2)}</pre>
        </details>
      )}
    </li>
  )
}
