import { Link } from '@remix-run/react'
import type { DuePurchaseList } from '#shared/contracts/predictions.ts'
import { Badge, type Tone } from '../components/badge.tsx'
import { Table } from '../components/table.tsx'
import { formatDate } from '../format/format-moment.ts'
import { customerAddress } from '../identity/addresses.ts'
import { useTimeZone } from '../session/use-session.ts'
import { confidenceWords } from './confidence-words.ts'
import { type DueState, type DueView, dueAddress } from './due-view.ts'
import { expectedWords, intervalWords } from './expected-words.ts'

/** What the states are called, and how loud they are. */
export const dueStateWords: Readonly<Record<DueState, { name: string; tone: Tone }>> = {
  overdue: { name: 'Overdue', tone: 'bad' },
  due: { name: 'Due now', tone: 'warn' },
  soon: { name: 'Soon', tone: 'info' },
}

interface DueTableProps {
  purchases: DuePurchaseList['purchases']
  view: DueView
  /** When the page was made: days are counted from here. */
  nowMs: number
}

/** Who will probably buy what again, one a row. The name of a product or category narrows the list to it. */
export function DueTable({ purchases, view, nowMs }: DueTableProps) {
  const timeZone = useTimeZone()
  return (
    <Table
      caption="Purchases that are due: the next ones first, then those that are overdue, the latest first"
      rows={purchases}
      rowKey={(purchase) => `${purchase.customerId} ${subjectOf(purchase)}`}
      columns={[
        {
          key: 'customer',
          label: 'Customer',
          cell: ({ customerId, displayName }) => <Link to={customerAddress(customerId)}>{displayName}</Link>,
        },
        {
          key: 'subject',
          label: view.by === 'product' ? 'Product' : 'Category',
          cell: (purchase) => {
            const [subject, name] = [subjectOf(purchase), purchase.productName ?? subjectOf(purchase)]
            return view.subject === subject ? (
              name
            ) : (
              <Link to={dueAddress({ ...view, subject, cursor: undefined })}>
                {name}
                <span className="visually-hidden"> (only this {view.by})</span>
              </Link>
            )
          },
        },
        {
          key: 'when',
          label: 'Expected',
          cell: ({ state, expectedAt, interval }) => (
            <>
              <span className="row">
                <Badge tone={dueStateWords[state].tone}>{dueStateWords[state].name}</Badge>
                {expectedWords(expectedAt, nowMs, timeZone)}
              </span>
              <span className="cell-note">
                {formatDate(expectedAt, timeZone)}
                {interval === null ? '' : `; ${intervalWords(interval, timeZone)}`}
              </span>
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
          key: 'why',
          label: 'Why',
          cell: ({ factors }) => <span className="small">{factors.join('; ')}</span>,
        },
      ]}
    />
  )
}

function subjectOf({ productId, category }: DuePurchaseList['purchases'][number]): string {
  return productId ?? category ?? ''
}
