import { Link } from '@remix-run/react'
import type { PrivacyRequestView } from '#shared/contracts/privacy.ts'
import { Badge } from '../components/badge.tsx'
import { Table } from '../components/table.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { shortId } from '../format/wording.ts'
import { useTimeZone } from '../session/use-session.ts'
import { DueBadge } from './due-badge.tsx'
import { requestAddress, requestKinds, requestStatuses } from './request-words.ts'

interface RequestTableProps {
  requests: readonly PrivacyRequestView[]
  nowMs: number
}

/** What people asked for, each with its clock. */
export function RequestTable({ requests, nowMs }: RequestTableProps) {
  const timeZone = useTimeZone()
  return (
    <Table
      caption="Requests of people about their data"
      rows={requests}
      rowKey={({ requestId }) => requestId}
      columns={[
        {
          key: 'kind',
          label: 'Request',
          cell: (row) => (
            <span>
              <Link to={requestAddress(row.requestId)}>{requestKinds[row.kind].name}</Link>
              <span className="cell-note mono">{shortId(row.requestId)}</span>
            </span>
          ),
        },
        { key: 'about', label: 'About', cell: (row) => <About request={row} /> },
        {
          key: 'asked',
          label: 'Asked',
          cell: (row) => (
            <span>
              {formatMoment(row.requestedAt, timeZone)}
              <span className="cell-note">{row.requestedBy}</span>
            </span>
          ),
        },
        {
          key: 'status',
          label: 'Status',
          cell: (row) => (
            <Badge tone={requestStatuses[row.status].tone}>{requestStatuses[row.status].name}</Badge>
          ),
        },
        { key: 'due', label: 'Deadline', cell: (row) => <DueBadge request={row} nowMs={nowMs} /> },
      ]}
    />
  )
}

/** Of an erased customer there is nothing left to go to. */
function About({ request: { customerId, kind, status } }: { request: PrivacyRequestView }) {
  if (customerId === '') return <span className="quiet">nobody known</span>
  if (kind === 'erasure' && status === 'done') return <>{shortId(customerId)}</>
  return <Link to={`/customers/${encodeURIComponent(customerId)}`}>{shortId(customerId)}</Link>
}
