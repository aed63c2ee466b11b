import { Link } from '@remix-run/react'
import type { DestinationView } from '#shared/contracts/destinations.ts'
import { Card } from '../components/card.tsx'
import { connectionPath } from '../connections/connection-address.ts'
import { useSession } from '../session/use-session.ts'
import { audienceWords } from './audience-words.ts'
import { destinationKind } from './destination-kinds.ts'
import { within, writtenOption } from './destination-texts.ts'
import { fieldName, intervalWords } from './destination-words.ts'

interface DestinationCardProps {
  destination: DestinationView
  connectionTitle: string
}

/** What a destination is set to: who, what of them, how, and through which connection. */
export function DestinationCard({ destination, connectionTitle }: DestinationCardProps) {
  const { currency } = useSession().tenant
  const { source, connectionId, whenLeaving, everyMinutes, fields, constants } = destination
  const options = destinationKind(source).options.flatMap(({ name, label, kind, fallback }) => {
    const text = writtenOption(within(destination.options, name), kind)
    return text === '' || (text === fallback && kind !== 'text') ? [] : [{ label, text }]
  })
  return (
    <Card title="What it is set to">
      <dl className="definition-list">
        <div>
          <dt>Connection</dt>
          <dd>
            <Link to={connectionPath({ source, connectionId })}>{connectionTitle}</Link>
          </dd>
        </div>
        <div>
          <dt>Who is sent</dt>
          <dd>
            <ul>
              {audienceWords(destination, currency).map((condition) => (
                <li key={condition}>{condition}</li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt>What is sent</dt>
          <dd>
            <ul>
              {fields.map(({ field, property }) => (
                <li key={property}>
                  {fieldName(field)} as <code>{property}</code>
                </li>
              ))}
              {Object.entries(constants).map(([property, value]) => (
                <li key={property}>
                  “{String(value)}” as <code>{property}</code>
                </li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt>Who is not to be sent any more</dt>
          <dd>{whenLeaving === 'delete' ? 'Is removed there' : 'Stays there as they are'}</dd>
        </div>
        <div>
          <dt>How often</dt>
          <dd>{intervalWords(everyMinutes)}</dd>
        </div>
        {options.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <code>{text}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
