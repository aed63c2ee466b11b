import { Form, Link } from '@remix-run/react'
import type { InboundStockView } from '#shared/contracts/replenishment.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { inboundPatienceDays } from '#shared/replenishment/inbound-arrivals.ts'
import { Badge } from '../components/badge.tsx'
import { Button } from '../components/button.tsx'
import { type Column, Table } from '../components/table.tsx'
import { formatDay } from '../format/format-moment.ts'
import { formatQuantity } from '../format/format-number.ts'
import { useMay } from '../session/use-session.ts'
import { supplyViewAddress } from './supply-scope.ts'

interface InboundTableProps {
  inbound: InboundStockView[]
  storeNames: Readonly<Record<string, string>>
  today: string
}

/** Goods on their way, by the day they are expected. */
export function InboundTable({ inbound, storeNames, today }: InboundTableProps) {
  const mayManage = useMay('forecasts:manage')
  const columns: Column<InboundStockView>[] = [
    {
      key: 'item',
      label: 'Item',
      cell: ({ sku, reference }) => (
        <>
          <Link to={supplyViewAddress({ sku, storeId: '', scope: 'item' })}>{sku}</Link>
          {reference === null ? null : <span className="cell-note">{reference}</span>}
        </>
      ),
    },
    {
      key: 'place',
      label: 'Place',
      cell: ({ storeId }) => storeNames[storeId] ?? (storeId || 'Online or all'),
    },
    {
      key: 'quantity',
      label: 'Quantity',
      isNumber: true,
      cell: ({ quantity }) => formatQuantity(quantity),
    },
    {
      key: 'expected',
      label: 'Expected',
      cell: ({ expectedDay }) => <Expected expectedDay={expectedDay} today={today} />,
    },
    ...(mayManage
      ? [
          {
            key: 'came',
            label: 'Done',
            cell: ({ inboundId, sku, quantity }: InboundStockView) => (
              <Form method="post">
                <input type="hidden" name="inboundId" value={inboundId} />
                <Button type="submit" name="intent" value="came" look="quiet" small>
                  It is there
                  <span className="visually-hidden">
                    : {formatQuantity(quantity)} of {sku}
                  </span>
                </Button>
              </Form>
            ),
          },
        ]
      : []),
  ]
  return (
    <Table
      caption="Goods on their way, the next first"
      columns={columns}
      rows={inbound}
      rowKey={({ inboundId }) => inboundId}
    />
  )
}

function Expected({ expectedDay, today }: { expectedDay: string; today: string }) {
  const lateDays = (Date.parse(today) - Date.parse(expectedDay)) / dayMs
  return (
    <span className="row">
      {formatDay(expectedDay)}
      {lateDays > inboundPatienceDays ? (
        <Badge tone="bad">Not counted any more</Badge>
      ) : lateDays > 0 ? (
        <Badge tone="warn">Late</Badge>
      ) : null}
    </span>
  )
}
