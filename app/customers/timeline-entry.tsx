import type { TimelineItem } from '#shared/contracts/customers.ts'
import { plainName, plainText } from '#shared/kernel/plain-text.ts'
import { Badge, type Tone } from '../components/badge.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { formatMoney } from '../format/format-money.ts'
import { countOf } from '../format/format-number.ts'
import { channelNames, timelineTitle } from '../format/wording.ts'
import { useTimeZone } from '../session/use-session.ts'

/** One thing that happened: what, when, through which channel and source, and what came with it. */
export function TimelineEntry({ item }: { item: TimelineItem }) {
  const timeZone = useTimeZone()
  const kind = kindOf(item)
  const properties = Object.entries(item.properties)
  return (
    <li className={item.order === null ? undefined : 'timeline-order'}>
      <div className="timeline-title">
        <strong>{timelineTitle(item)}</strong>
        <Badge tone={kind.tone}>{kind.label}</Badge>
        {item.order === null ? null : <span className="number">{formatMoney(item.order.amount)}</span>}
      </div>
      <p className="small quiet">
        <time dateTime={item.occurredAt}>{formatMoment(item.occurredAt, timeZone)}</time>
        {` · ${channelNames[item.channel]} · ${item.source}`}
        {item.order === null ? '' : ` · ${item.order.orderId}, ${countOf(item.order.lineCount, 'line')}`}
      </p>
      {properties.length === 0 ? null : (
        <details className="small">
          <summary>
            {countOf(properties.length, 'detail')}
            <span className="visually-hidden"> of {timelineTitle(item)}</span>
          </summary>
          <dl className="properties">
            {properties.map(([name, value]) => (
              <div key={name}>
                <dt>{plainName(name)}</dt>
                <dd>{plainText(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </li>
  )
}

function kindOf(item: TimelineItem): { label: string; tone: Tone } {
  if (item.order !== null) return { label: 'Order', tone: 'accent' }
  switch (item.kind) {
    case 'page':
    case 'screen':
      return { label: 'Visit', tone: 'plain' }
    case 'identify':
    case 'alias':
    case 'group':
      return { label: 'Identity', tone: 'info' }
    default:
      return { label: 'Event', tone: 'plain' }
  }
}
