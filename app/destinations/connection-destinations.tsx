import { Link } from '@remix-run/react'
import type { ConnectionView } from '#shared/contracts/connections.ts'
import type { DestinationView } from '#shared/contracts/destinations.ts'
import { Badge } from '../components/badge.tsx'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { connectionPath } from '../connections/connection-address.ts'
import { useMay } from '../session/use-session.ts'
import { destinationPath } from './destination-address.ts'

interface ConnectionDestinationsProps {
  connection: ConnectionView
  /** Those that use this connection. */
  destinations: readonly DestinationView[]
}

/** What is sent through a connection, and the way to send more. */
export function ConnectionDestinations({ connection, destinations }: ConnectionDestinationsProps) {
  const mayManage = useMay('destinations:manage')
  const name = `${connection.source}/${connection.connectionId}`
  return (
    <Card title="Customers that are sent there">
      <div className="stack">
        {destinations.length === 0 ? (
          <p className="small">
            None yet. Patron can keep customers of your choice up to date in this system.
          </p>
        ) : (
          <ul className="gallery-connections">
            {destinations.map(({ id, label, status }) => (
              <li key={id}>
                <Link to={destinationPath(id)}>{label}</Link>
                {status === 'paused' ? <Badge>Paused</Badge> : null}
              </li>
            ))}
          </ul>
        )}
        {mayManage ? (
          <p>
            {connection.hasCredentials ? (
              <ButtonLink to={`/destinations/new?connection=${encodeURIComponent(name)}`}>
                Send customers
              </ButtonLink>
            ) : (
              <ButtonLink to={connectionPath(connection, 'settings')}>Enter the access first</ButtonLink>
            )}
          </p>
        ) : null}
      </div>
    </Card>
  )
}
