import type { OwnData } from '#shared/contracts/portal.ts'
import { identifierNames } from '#shared/identity/identifier-words.ts'
import { Card } from '../components/card.tsx'
import { formatDate } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'
import { sourceWords } from './source-words.ts'

/** By what the shop knows that it is the same person. */
export function KnownIdentifiers({ identifiers }: { identifiers: OwnData['identifiers'] }) {
  const timeZone = useTimeZone()
  if (identifiers.length === 0) return null
  return (
    <Card title="How the shop recognises you" note={countOf(identifiers.length, 'way')}>
      <dl className="definition-list">
        {identifiers.map(({ type, value, scope, firstEvent, firstSeenAt, sources }) => (
          <div key={`${type} ${scope ?? ''} ${value}`}>
            <dt>{identifierNames[type]}</dt>
            <dd>
              <span className="value mono">{value}</span>
              <p className="small quiet">
                First from {sourceWords(firstEvent.source)}, {formatDate(firstSeenAt, timeZone)}
                {sources.length > 1 ? `; seen in ${countOf(sources.length, 'place')}` : ''}
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
