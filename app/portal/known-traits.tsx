import type { CustomerView } from '#shared/contracts/customers.ts'
import { plainName, plainText } from '#shared/kernel/plain-text.ts'
import { Card } from '../components/card.tsx'
import { EmptyState } from '../components/states.tsx'
import { formatDate } from '../format/format-moment.ts'
import { useTimeZone } from '../session/use-session.ts'
import { sourceWords } from './source-words.ts'

/** What the shop has written down about the person, each fact with where it came from. */
export function KnownTraits({ traits }: { traits: CustomerView['traits'] }) {
  const timeZone = useTimeZone()
  return (
    <Card title="About you">
      {traits.length === 0 ? (
        <EmptyState title="Nothing written down" icon="customers">
          The shop knows no name, no address and nothing else of the kind.
        </EmptyState>
      ) : (
        <dl className="definition-list">
          {traits.map(({ name, value, source, since }) => (
            <div key={name}>
              <dt>{plainName(name)}</dt>
              <dd>
                <span className="value">{plainText(value)}</span>
                <p className="small quiet">
                  From {sourceWords(source)}, {formatDate(since, timeZone)}
                </p>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  )
}
