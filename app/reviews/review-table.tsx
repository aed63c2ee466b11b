import { Link } from '@remix-run/react'
import type { ReviewView } from '#shared/contracts/identity.ts'
import { Badge } from '../components/badge.tsx'
import { Table } from '../components/table.tsx'
import { formatDuration } from '../format/format-duration.ts'
import { reviewAddress } from '../identity/addresses.ts'
import { reviewReasons, reviewStatuses } from '../identity/identity-wording.ts'
import { formatBits } from '../identity/match-weight.ts'
import { reviewNames } from './review-names.ts'

interface ReviewTableProps {
  reviews: readonly ReviewView[]
  /** When the page was made (UTC epoch ms), to say how old each review is. */
  nowMs: number
}

/** Reviews, one a row. */
export function ReviewTable({ reviews, nowMs }: ReviewTableProps) {
  return (
    <Table
      caption="Reviews"
      rows={reviews}
      rowKey={(review) => review.reviewId}
      columns={[
        {
          key: 'customers',
          label: 'Customers',
          cell: (review) => <Link to={reviewAddress(review.reviewId)}>{reviewNames(review.customers)}</Link>,
        },
        { key: 'why', label: 'Why it is asked', cell: (review) => reviewReasons[review.reason].name },
        {
          key: 'weight',
          label: 'Match weight',
          isNumber: true,
          cell: (review) =>
            review.matchWeight === null ? (
              <span className="quiet">none</span>
            ) : (
              formatBits(review.matchWeight)
            ),
        },
        {
          key: 'age',
          label: 'Age',
          isNumber: true,
          cell: (review) => (
            <time dateTime={review.openedAt}>
              {formatDuration(Math.max(0, nowMs - Date.parse(review.openedAt)))}
            </time>
          ),
        },
        {
          key: 'assignee',
          label: 'Assigned to',
          cell: (review) => review.assignedTo ?? <span className="quiet">nobody</span>,
        },
        {
          key: 'status',
          label: 'Status',
          cell: (review) => (
            <Badge tone={reviewStatuses[review.status].tone}>{reviewStatuses[review.status].label}</Badge>
          ),
        },
      ]}
    />
  )
}
