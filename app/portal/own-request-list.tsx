import type { PrivacyRequestView } from '#shared/contracts/privacy.ts'
import { Badge } from '../components/badge.tsx'
import { Icon } from '../components/icon.tsx'
import { formatDate, formatMoment } from '../format/format-moment.ts'
import { DueBadge } from '../privacy/due-badge.tsx'
import { requestKinds, requestStatuses } from '../privacy/request-words.ts'
import { useTimeZone } from '../session/use-session.ts'

interface OwnRequestListProps {
  requests: readonly PrivacyRequestView[]
  nowMs: number
}

/** What the person asked for, how it stands and by when it has to be answered. */
export function OwnRequestList({ requests, nowMs }: OwnRequestListProps) {
  const timeZone = useTimeZone()
  return (
    <ul className="request-list">
      {requests.map((request) => {
        const { requestId, kind, status, requestedAt } = request
        const { ownName, tone } = requestStatuses[status]
        return (
          <li key={requestId}>
            <div className="row">
              <h3>{requestKinds[kind].ownName}</h3>
              <Badge tone={tone}>{ownName}</Badge>
            </div>
            <p className="small quiet">
              Asked for {formatMoment(requestedAt, timeZone)} · number {requestId}
            </p>
            <p className="small">
              <DueBadge request={request} nowMs={nowMs} />
            </p>
            <Downloads request={request} nowMs={nowMs} />
          </li>
        )
      })}
    </ul>
  )
}

function Downloads({ request, nowMs }: { request: PrivacyRequestView; nowMs: number }) {
  const timeZone = useTimeZone()
  const { requestId, kind, status, resultUntil } = request
  if (kind !== 'export' || status !== 'done') return null
  if (resultUntil === null || Date.parse(resultUntil) < nowMs) {
    return <p className="small quiet">It was there for a week and is deleted. You can ask for a new one.</p>
  }
  const address = `/v1/portal/exports/${encodeURIComponent(requestId)}/result`
  return (
    <>
      <p className="row">
        <a className="button" href={`${address}.html`} download={`my-data-${requestId}.html`}>
          <Icon name="download" />
          To read
        </a>
        <a className="button" href={`${address}.json`} download={`my-data-${requestId}.json`}>
          <Icon name="download" />
          For programs (JSON)
        </a>
      </p>
      <p className="small quiet">There until {formatDate(resultUntil, timeZone)}</p>
    </>
  )
}
