import type { ForecastAlertList } from '#shared/contracts/forecasts.ts'
import type { PagePart } from '../api/page-part.server.ts'
import { Badge } from '../components/badge.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { EmptyState } from '../components/states.tsx'
import { formatDay } from '../format/format-moment.ts'
import { formatMoneyWhole } from '../format/format-money.ts'
import { countOf, formatCount } from '../format/format-number.ts'
import { alertKinds, alertWords } from './alert-words.ts'
import { SubjectLink, subjectKey } from './subject-link.tsx'

interface AlertCardProps {
  alerts: PagePart<ForecastAlertList>
  currency: string
}

/** What sold so differently from what was expected that somebody should look. */
export function AlertCard({ alerts, currency }: AlertCardProps) {
  if (alerts.state === 'hidden') return null
  if (alerts.state === 'failed') {
    return (
      <Card title="Surprises">
        <Notice tone="warn">
          <p>{alerts.message}</p>
        </Notice>
      </Card>
    )
  }
  const { alerts: shown, total } = alerts.value
  return (
    <Card title="Surprises" note="the last 14 days">
      {shown.length === 0 ? (
        <EmptyState title="None" icon="check">
          All that was sold lies where it was expected.
        </EmptyState>
      ) : (
        <ul className="alerts">
          {shown.map((alert) => (
            <li className="alert" key={`${alert.kind} ${alert.toDay} ${subjectKey(alert.subject)}`}>
              <p className="row">
                <Badge tone={alertKinds[alert.kind].tone}>{alertKinds[alert.kind].name}</Badge>
                <span className="small quiet">up to {formatDay(alert.toDay)}</span>
              </p>
              <p>
                <SubjectLink subject={alert.subject} />
              </p>
              <p className="small">
                {alertWords(alert)}
                {alert.worthMinor === 0
                  ? ''
                  : ` That is about ${formatMoneyWhole({ amountMinor: Math.abs(alert.worthMinor), currency })}.`}
              </p>
            </li>
          ))}
        </ul>
      )}
      {total > shown.length ? (
        <p className="small quiet alerts-more">
          {formatCount(shown.length)} of {countOf(total, 'surprise')}, those about the most money first.
        </p>
      ) : null}
    </Card>
  )
}
