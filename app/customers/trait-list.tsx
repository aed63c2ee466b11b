import type { CustomerView } from '#shared/contracts/customers.ts'
import { plainName, plainText } from '#shared/kernel/plain-text.ts'
import { Card } from '../components/card.tsx'
import { formatDate } from '../format/format-moment.ts'
import { useTimeZone } from '../session/use-session.ts'

/** What the sources said about the person, each statement with who said it and when. */
export function TraitList({ traits }: { traits: CustomerView['traits'] }) {
  const timeZone = useTimeZone()
  if (traits.length === 0) return null
  return (
    <Card title="Profile" note="the newest statement wins">
      <dl className="definition-list">
        {traits.map((trait) => (
          <div key={trait.name}>
            <dt>{plainName(trait.name)}</dt>
            <dd>
              <span className="value">{plainText(trait.value)}</span>
              <p className="small quiet">
                {trait.source}, {formatDate(trait.since, timeZone)}
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
