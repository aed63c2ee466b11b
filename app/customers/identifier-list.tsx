import type { CustomerIdentityView } from '#shared/contracts/customers.ts'
import { identifierNames } from '#shared/identity/identifier-words.ts'
import { Badge } from '../components/badge.tsx'
import { Card } from '../components/card.tsx'
import { EmptyState } from '../components/states.tsx'
import { formatDate } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'

/** By what this person is known, and which source said so first. */
export function IdentifierList({ identifiers }: { identifiers: CustomerIdentityView['identifiers'] }) {
  const timeZone = useTimeZone()
  return (
    <Card title="Identifiers" note={countOf(identifiers.length, 'identifier')}>
      {identifiers.length === 0 ? (
        <EmptyState title="No identifiers">This customer is known by none any more.</EmptyState>
      ) : (
        <dl className="definition-list">
          {identifiers.map((identifier) => (
            <div key={`${identifier.type} ${identifier.scope ?? ''} ${identifier.value}`}>
              <dt>{identifierNames[identifier.type]}</dt>
              <dd>
                <span className="value mono">{identifier.value}</span>
                <p className="small quiet">
                  First in “{identifier.firstEvent.name}” from {identifier.firstEvent.source},{' '}
                  {formatDate(identifier.firstSeenAt, timeZone)}; seen in{' '}
                  {countOf(identifier.eventCount, 'event')}
                </p>
                <span className="row badges">
                  {identifier.isShared ? <Badge tone="warn">Shared, names nobody</Badge> : null}
                  {identifier.sources.map((source) => (
                    <Badge key={source}>{source}</Badge>
                  ))}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  )
}
