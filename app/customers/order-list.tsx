import type { FeaturesView, OrderView } from '#shared/contracts/customers.ts'
import { Badge, type Tone } from '../components/badge.tsx'
import { Card } from '../components/card.tsx'
import { EmptyState } from '../components/states.tsx'
import { Table } from '../components/table.tsx'
import { formatDate } from '../format/format-moment.ts'
import { formatMoney } from '../format/format-money.ts'
import { countOf, formatCount, formatQuantity } from '../format/format-number.ts'
import { channelNames } from '../format/wording.ts'
import { useTimeZone } from '../session/use-session.ts'

const shownCount = 8

const statuses: Record<OrderView['status'], { label: string; tone: Tone }> = {
  placed: { label: 'Placed', tone: 'good' },
  paid: { label: 'Paid', tone: 'good' },
  fulfilled: { label: 'Fulfilled', tone: 'good' },
  cancelled: { label: 'Cancelled', tone: 'bad' },
  refunded: { label: 'Refunded', tone: 'warn' },
  'partly-refunded': { label: 'Partly refunded', tone: 'warn' },
}

/** The latest orders, each with its lines one click away; beyond the first few they wait behind another click. */
export function OrderList({ orders, features }: { orders: OrderView[]; features: FeaturesView }) {
  const all = features.orderCount + features.cancellationCount
  const earlier = orders.slice(shownCount)
  return (
    <Card
      title="Orders"
      note={all > orders.length ? `the latest ${orders.length} of ${formatCount(all)}` : undefined}
    >
      {orders.length === 0 ? (
        <EmptyState title="No orders yet">Events without an order are in the timeline below.</EmptyState>
      ) : (
        <OrderTable caption="Orders, the newest first" orders={orders.slice(0, shownCount)} />
      )}
      {earlier.length === 0 ? null : (
        <details className="earlier-orders">
          <summary>Show {countOf(earlier.length, 'earlier order')}</summary>
          <OrderTable caption="Earlier orders" orders={earlier} />
        </details>
      )}
    </Card>
  )
}

function OrderTable({ caption, orders }: { caption: string; orders: OrderView[] }) {
  const timeZone = useTimeZone()
  return (
    <Table
      caption={caption}
      rows={orders}
      rowKey={(order) => `${order.source} ${order.orderId}`}
      columns={[
        { key: 'order', label: 'Order', cell: (order) => <OrderCell order={order} /> },
        { key: 'placed', label: 'Placed', cell: (order) => formatDate(order.placedAt, timeZone) },
        { key: 'channel', label: 'Channel', cell: (order) => channelNames[order.channel] },
        { key: 'status', label: 'Status', cell: (order) => <OrderStatus order={order} /> },
        { key: 'amount', label: 'Amount', isNumber: true, cell: (order) => <OrderAmount order={order} /> },
      ]}
    />
  )
}

function OrderStatus({ order }: { order: OrderView }) {
  if (order.kind === 'cancellation') return <Badge tone="bad">Cancellation</Badge>
  const { label, tone } = statuses[order.status]
  return <Badge tone={tone}>{label}</Badge>
}

function OrderAmount({ order }: { order: OrderView }) {
  return (
    <span>
      {formatMoney(order.amount)}
      {order.converted === null ? null : (
        <span className="cell-note">counted as {formatMoney(order.converted)}</span>
      )}
    </span>
  )
}

function OrderCell({ order }: { order: OrderView }) {
  return (
    <details>
      <summary className="order-summary">
        {order.orderId} <span className="quiet small">{countOf(order.lines.length, 'line')}</span>
      </summary>
      <ul className="order-lines">
        {order.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a product may be on several lines, and lines keep their place
          <li key={`${line.productId}-${index}`}>
            <span>
              {formatQuantity(line.quantity)} × {line.name ?? line.productId}
            </span>
            <span className="number">{formatMoney(line.amount)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
