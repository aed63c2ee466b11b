import type { CustomerView } from '#shared/contracts/customers.ts'
import { Card } from '../components/card.tsx'
import { formatDate } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'
import { channelNames } from '../format/wording.ts'
import { useTimeZone } from '../session/use-session.ts'

const shownCategories = 3

/** Where and how often the person met the shop, and what follows from it. */
export function KnownVisits({ features }: Pick<CustomerView, 'features'>) {
  const timeZone = useTimeZone()
  const categories = features.categoryAffinity.slice(0, shownCategories).map(({ category }) => category)
  if (features.channels.length === 0) return null
  return (
    <Card title="Where you met the shop">
      <div className="stack">
        <dl className="figure-list">
          {features.channels.map(({ channel, eventCount, lastSeenAt }) => (
            <div key={channel}>
              <dt>{channelNames[channel]}</dt>
              <dd>{countOf(eventCount, 'time')}</dd>
              <dd className="rule">Last on {formatDate(lastSeenAt, timeZone)}</dd>
            </div>
          ))}
        </dl>
        <p className="small quiet">
          Each visit, message and purchase is counted once.
          {categories.length === 0
            ? ''
            : ` From them the shop works out that you like ${categories.join(', ')}.`}
        </p>
      </div>
    </Card>
  )
}
