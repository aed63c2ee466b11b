import { Link } from '@remix-run/react'
import type { AuditEntry } from '#shared/contracts/audit.ts'
import { plainName } from '#shared/kernel/plain-text.ts'
import { Badge } from '../components/badge.tsx'
import { Table } from '../components/table.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { shortId } from '../format/wording.ts'
import { useTimeZone } from '../session/use-session.ts'

/** What was done and tried, the newest first. */
export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  const timeZone = useTimeZone()
  return (
    <Table
      caption="What was done, the newest first"
      rows={entries}
      rowKey={({ auditId }) => auditId}
      columns={[
        {
          key: 'what',
          label: 'What',
          cell: (row) => (
            <span>
              {plainName(row.operation)}
              <span className="cell-note mono">{row.operation}</span>
            </span>
          ),
        },
        {
          key: 'who',
          label: 'Who',
          cell: (row) => (
            <span>
              {row.actor.replace(/^user:/, '')}
              <span className="cell-note">{row.role === '' ? row.actorKind : plainName(row.role)}</span>
            </span>
          ),
        },
        { key: 'about', label: 'About', cell: (row) => <Subject subject={row.subject} /> },
        {
          key: 'when',
          label: 'When',
          cell: (row) => <time dateTime={row.occurredAt}>{formatMoment(row.occurredAt, timeZone)}</time>,
        },
        {
          key: 'result',
          label: 'Result',
          cell: (row) => (
            <span>
              <Badge tone={toneOf(row.status)}>{wordsOf(row.status)}</Badge>
              <span className="cell-note">request {shortId(row.requestId)}</span>
            </span>
          ),
        },
      ]}
    />
  )
}

function Subject({ subject }: { subject: AuditEntry['subject'] }) {
  const named = Object.entries(subject)
  if (named.length === 0) return <span className="quiet">nothing in particular</span>
  return named.map(([name, id]) => (
    <span key={name}>
      <span className="cell-note">{plainName(name)}</span>
      {name === 'customerId' ? (
        <Link to={`/customers/${encodeURIComponent(id)}`}>{shortId(id)}</Link>
      ) : (
        shortId(id)
      )}
    </span>
  ))
}

function toneOf(status: number): 'good' | 'warn' | 'bad' {
  if (status < 400) return 'good'
  return status === 403 || status === 401 ? 'warn' : 'bad'
}

function wordsOf(status: number): string {
  if (status < 400) return 'Done'
  return status === 403 || status === 401 ? 'Refused' : `Failed (${status})`
}
