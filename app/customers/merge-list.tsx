import type { CustomerIdentityView } from '#shared/contracts/customers.ts'
import { Card } from '../components/card.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'
import { shortId } from '../format/wording.ts'
import { useTimeZone } from '../session/use-session.ts'

interface MergeListProps {
  merges: CustomerIdentityView['merges']
  customerId: string
}

/** Which customers turned out to be this one, by which rule and on what evidence. */
export function MergeList({ merges, customerId }: MergeListProps) {
  const timeZone = useTimeZone()
  return (
    <Card title="Merges" note={merges.length === 0 ? 'none' : countOf(merges.length, 'merge')}>
      {merges.length === 0 ? (
        <p className="small quiet">This customer has always been one record.</p>
      ) : (
        <ul className="definition-list">
          {merges.map((merge) => (
            <li key={merge.mergeId}>
              <p>
                {merge.survivorId === customerId ? 'Took in ' : 'Went into '}
                <span className="mono">
                  {shortId(merge.survivorId === customerId ? merge.mergedId : merge.survivorId)}
                </span>
              </p>
              <p className="small quiet">
                {formatMoment(merge.mergedAt, timeZone)} · rule “{merge.rule}” · event{' '}
                <span className="mono">{merge.eventKey}</span>
              </p>
              <p className="small quiet">
                Linked by <span className="mono">{merge.identifiers.join(', ')}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
