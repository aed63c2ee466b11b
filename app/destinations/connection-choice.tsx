import { Link } from '@remix-run/react'
import type { ConnectableSource, ConnectionView } from '#shared/contracts/connections.ts'
import { Badge } from '../components/badge.tsx'
import { ButtonLink } from '../components/button.tsx'
import { connectionPath, connectionTitle } from '../connections/connection-address.ts'
import { SourceMark } from '../connections/source-mark.tsx'

interface ConnectionChoiceProps {
  /** Those that customers can be sent to. */
  sources: readonly ConnectableSource[]
  connections: readonly ConnectionView[]
}

/** The systems that customers can be sent to, each with its connections and the way to one. */
export function ConnectionChoice({ sources, connections }: ConnectionChoiceProps) {
  return (
    <ul className="gallery">
      {sources.map(({ source, title }) => {
        const own = connections.filter((connection) => connection.source === source)
        return (
          <li key={source} className="card gallery-card">
            <div className="gallery-title">
              <SourceMark title={title} />
              <h2>{title}</h2>
            </div>
            {own.length === 0 ? (
              <p className="small quiet">Not connected yet.</p>
            ) : (
              <ul className="gallery-connections">
                {own.map((connection) => (
                  <Choice key={connection.connectionId} connection={connection} />
                ))}
              </ul>
            )}
            <p className="gallery-action">
              <ButtonLink to={`/integrations/${encodeURIComponent(source)}`} look="quiet" small>
                {own.length === 0 ? 'Connect' : 'Connect another'}
                <span className="visually-hidden"> {title}</span>
              </ButtonLink>
            </p>
          </li>
        )
      })}
    </ul>
  )
}

/** Only a connection with credentials can be sent to. */
function Choice({ connection }: { connection: ConnectionView }) {
  const { source, connectionId, hasCredentials } = connection
  const title = connectionTitle(connection)
  return (
    <li>
      {hasCredentials ? (
        <>
          <span>{title}</span>
          <ButtonLink
            to={`/destinations/new?connection=${encodeURIComponent(`${source}/${connectionId}`)}`}
            look="primary"
            small
          >
            Send to it<span className="visually-hidden">: {title}</span>
          </ButtonLink>
        </>
      ) : (
        <>
          <span>{title}</span>
          <Badge>No access yet</Badge>
          <Link to={connectionPath(connection, 'settings')}>
            Enter it first<span className="visually-hidden">: {title}</span>
          </Link>
        </>
      )}
    </li>
  )
}
