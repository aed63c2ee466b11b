import { Link } from '@remix-run/react'
import type { OrderProposalView } from '#shared/contracts/replenishment.ts'
import { Badge } from '../components/badge.tsx'
import { type Column, Table } from '../components/table.tsx'
import { forecastAddress } from '../forecasts/forecast-view.ts'
import { formatMoney } from '../format/format-money.ts'
import { formatQuantity } from '../format/format-number.ts'
import { useMay } from '../session/use-session.ts'
import { supplyViewAddress } from './supply-scope.ts'
import { urgencyNote, urgencyWord } from './urgency-words.ts'

interface ProposalTableProps {
  proposals: OrderProposalView[]
  currency: string
}

/** What to order, one item in one place a row. */
export function ProposalTable({ proposals, currency }: ProposalTableProps) {
  const mayManage = useMay('forecasts:manage')
  const columns: Column<OrderProposalView>[] = [
    {
      key: 'item',
      label: 'Item',
      cell: (row) => (
        <>
          <Link to={forecastAddress({ subject: { sku: row.sku } })}>{row.name ?? row.sku}</Link>
          <span className="cell-note">
            {[row.sku, placeName(row), row.supplier].filter((word) => word !== null).join(' · ')}
          </span>
        </>
      ),
    },
    {
      key: 'urgency',
      label: 'Urgency',
      cell: (row) => {
        const { name, tone } = urgencyWord(row)
        return (
          <>
            <Badge tone={tone}>{name}</Badge>
            <span className="cell-note">{urgencyNote(row)}</span>
            <details className="order-why">
              <summary>
                Why<span className="visually-hidden"> so much of {row.name ?? row.sku}</span>
              </summary>
              {row.reason}
            </details>
          </>
        )
      },
    },
    {
      key: 'stock',
      label: 'On hand',
      isNumber: true,
      cell: ({ onHandQuantity, inboundQuantity }) => (
        <>
          {onHandQuantity === null ? 'Not told' : formatQuantity(onHandQuantity)}
          {inboundQuantity === 0 ? null : (
            <span className="cell-note">{formatQuantity(inboundQuantity)} coming</span>
          )}
        </>
      ),
    },
    {
      key: 'order',
      label: 'Order',
      isNumber: true,
      cell: ({ orderQuantity, orderCostMinor }) => (
        <>
          <strong>{formatQuantity(orderQuantity)}</strong>
          {orderCostMinor === null || orderQuantity === 0 ? null : (
            <span className="cell-note">{formatMoney({ amountMinor: orderCostMinor, currency })}</span>
          )}
        </>
      ),
    },
    {
      key: 'why',
      label: 'Why',
      isWideOnly: true,
      cell: ({ reason }) => <span className="small">{reason}</span>,
    },
    {
      key: 'terms',
      label: 'Terms',
      cell: (row) => (
        <Link
          className="supply-link"
          to={supplyViewAddress({ ...row, scope: row.storeId === '' ? 'item' : 'item-place' })}
        >
          {mayManage ? 'Change' : 'Show'}
          <span className="visually-hidden">
            {' '}
            how {row.name ?? row.sku} is ordered, {placeName(row)}
          </span>
        </Link>
      ),
    },
  ]
  return (
    <div className="orders">
      <Table
        caption="What to order, the most urgent first"
        columns={columns}
        rows={proposals}
        rowKey={({ sku, storeId }) => `${sku} ${storeId}`}
      />
    </div>
  )
}

function placeName({ storeName, storeId }: OrderProposalView): string {
  return storeName ?? (storeId || 'online')
}
