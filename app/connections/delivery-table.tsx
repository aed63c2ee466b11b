import { Link } from '@remix-run/react'
import type { DeliveryView } from '#shared/contracts/connections.ts'
import { Badge } from '../components/badge.tsx'
import { Table } from '../components/table.tsx'
import { formatClock, formatDate } from '../format/format-moment.ts'
import { formatBytes } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'
import { verdictWords } from './connection-words.ts'
import { deliveryResult } from './delivery-result.ts'

/** Deliveries, newest first: what was decided, what each was about and what it turned into. */
export function DeliveryTable({ deliveries }: { deliveries: DeliveryView[] }) {
  const timeZone = useTimeZone()
  return (
    <Table
      caption="Deliveries, the newest first"
      rows={deliveries}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'received',
          label: 'Received',
          cell: ({ id, receivedAt }) => (
            <Link className="delivery-link" to={`/deliveries/${encodeURIComponent(id)}`}>
              {formatDate(receivedAt, timeZone)}, {formatClock(receivedAt, timeZone)}
            </Link>
          ),
        },
        {
          key: 'verdict',
          label: 'Verdict',
          cell: ({ verdict }) => (
            <Badge tone={verdictWords[verdict].tone}>{verdictWords[verdict].label}</Badge>
          ),
        },
        {
          key: 'topic',
          label: 'Topic',
          cell: ({ topic }) =>
            topic === null ? (
              <span className="quiet">None</span>
            ) : (
              <span className="mono delivery-topic">{topic}</span>
            ),
        },
        { key: 'result', label: 'Turned into', cell: (row) => deliveryResult(row) },
        { key: 'size', label: 'Size', isNumber: true, cell: ({ byteCount }) => formatBytes(byteCount) },
      ]}
    />
  )
}
