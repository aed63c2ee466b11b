import { Link } from '@remix-run/react'
import type { SegmentMovementView } from '#shared/contracts/segments.ts'
import { Table } from '../components/table.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { customerAddress } from '../identity/addresses.ts'
import { confidenceWords } from '../predictions/confidence-words.ts'
import { useTimeZone } from '../session/use-session.ts'
import { reasonWords } from './reason-words.ts'

/** Who went from which segment to which, the latest first, and why. */
export function MovementTable({ movements }: { movements: readonly SegmentMovementView[] }) {
  const timeZone = useTimeZone()
  return (
    <Table
      caption="Movements between segments, the latest first"
      rows={movements}
      rowKey={({ customerId, timestamp }) => `${customerId} ${timestamp}`}
      columns={[
        {
          key: 'customer',
          label: 'Customer',
          cell: ({ customerId, displayName }) => <Link to={customerAddress(customerId)}>{displayName}</Link>,
        },
        {
          key: 'movement',
          label: 'From and to',
          cell: ({ previousSegment, newSegment, reasonCodes }) => (
            <>
              {previousSegment === null ? 'new to' : `${previousSegment} to`} <strong>{newSegment}</strong>
              <span className="cell-note">{reasonWords(reasonCodes)}</span>
            </>
          ),
        },
        {
          key: 'confidence',
          label: 'How sure',
          isNumber: true,
          cell: ({ confidence }) => confidenceWords(confidence),
        },
        {
          key: 'when',
          label: 'When',
          cell: ({ timestamp }) => <time dateTime={timestamp}>{formatMoment(timestamp, timeZone)}</time>,
        },
      ]}
    />
  )
}
