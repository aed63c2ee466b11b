import { Link } from '@remix-run/react'
import type { PrivacyRequestDetail } from '#shared/contracts/privacy.ts'
import { plainName, plainText } from '#shared/kernel/plain-text.ts'
import { Card } from '../components/card.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { customerAddress } from '../identity/addresses.ts'
import { useTimeZone } from '../session/use-session.ts'
import { DueBadge } from './due-badge.tsx'

interface RequestFactsProps {
  request: PrivacyRequestDetail
  nowMs: number
}

/** Who asked for what, when, and by when it has to be answered. */
export function RequestFacts({ request, nowMs }: RequestFactsProps) {
  const timeZone = useTimeZone()
  const { requestId, customerId, requestedAt, requestedBy, completedAt, kind, mode, status, wish } = request
  return (
    <Card title="The request">
      <dl className="definition-list">
        <div>
          <dt>Customer</dt>
          <dd>
            {customerId === '' || (kind === 'erasure' && status === 'done') ? (
              <span className="mono">{customerId === '' ? 'nobody known' : customerId}</span>
            ) : (
              <Link to={customerAddress(customerId)}>{customerId}</Link>
            )}
          </dd>
        </div>
        <div>
          <dt>Asked</dt>
          <dd>
            {formatMoment(requestedAt, timeZone)} by {requestedBy}
          </dd>
        </div>
        <div>
          <dt>Deadline</dt>
          <dd>
            <DueBadge request={request} nowMs={nowMs} />
          </dd>
        </div>
        {completedAt === null ? null : (
          <div>
            <dt>Done</dt>
            <dd>{formatMoment(completedAt, timeZone)}</dd>
          </div>
        )}
        {kind !== 'erasure' ? null : (
          <div>
            <dt>Mode</dt>
            <dd>{mode === 'suppress' ? 'Forgotten, and nothing new is taken' : 'Forgotten up to now'}</dd>
          </div>
        )}
        {Object.entries(wish?.traits ?? {}).map(([name, value]) => (
          <div key={name}>
            <dt>{plainName(name)} should be</dt>
            <dd className="value">{plainText(value)}</dd>
          </div>
        ))}
        {wish === null || wish.note === '' ? null : (
          <div>
            <dt>In their own words</dt>
            <dd className="value">{wish.note}</dd>
          </div>
        )}
        <div>
          <dt>Number</dt>
          <dd className="mono">{requestId}</dd>
        </div>
      </dl>
    </Card>
  )
}
