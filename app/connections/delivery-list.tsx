import { Form } from '@remix-run/react'
import type { DeliveryList as DeliveryListPage } from '#shared/contracts/connections.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { SelectField } from '../components/field.tsx'
import { Pagination } from '../components/pagination.tsx'
import { Segments } from '../components/segments.tsx'
import { EmptyState } from '../components/states.tsx'
import { countOf } from '../format/format-number.ts'
import { verdictWords } from './connection-words.ts'
import { type DeliveryListView, deliveryListQuery } from './delivery-list-view.ts'
import { DeliveryTable } from './delivery-table.tsx'

interface DeliveryListProps {
  page: DeliveryListPage
  view: DeliveryListView
}

/** The log of a connection: which deliveries are shown, whether the page looks for new ones, and the deliveries. */
export function DeliveryList({ page: { deliveries, nextCursor }, view }: DeliveryListProps) {
  const { verdict, cursor, isLive } = view
  return (
    <Card title="Deliveries" note="kept for 7 days">
      <div className="stream-bar delivery-bar">
        <Form className="form-inline" role="search" key={verdict}>
          <SelectField label="Verdict" name="verdict" defaultValue={verdict ?? ''}>
            <option value="">All of them</option>
            {Object.entries(verdictWords).map(([value, { label }]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </SelectField>
          {isLive || cursor !== undefined ? null : <input type="hidden" name="live" value="off" />}
          <div className="row">
            <Button type="submit">Filter</Button>
          </div>
        </Form>
        {cursor !== undefined ? null : (
          <Segments
            label="New deliveries"
            options={[
              { label: 'Live', to: deliveryListQuery({ verdict }), isCurrent: isLive },
              { label: 'Paused', to: deliveryListQuery({ verdict, isLive: false }), isCurrent: !isLive },
            ]}
          />
        )}
      </div>
      {deliveries.length === 0 ? (
        <EmptyState title={verdict === undefined ? 'Nothing has arrived' : 'None like that'} icon="inbox">
          {verdict === undefined
            ? 'Each delivery is listed here with what became of it, as soon as it arrives.'
            : verdictWords[verdict].meaning}
        </EmptyState>
      ) : (
        <DeliveryTable deliveries={deliveries} />
      )}
      <Pagination
        label="Pages of deliveries"
        summary={`${countOf(deliveries.length, 'delivery', 'deliveries')} on this page`}
        firstHref={cursor === undefined ? undefined : deliveryListQuery({ verdict })}
        nextHref={
          nextCursor === null ? undefined : deliveryListQuery({ verdict, cursor: nextCursor, isLive: false })
        }
      />
    </Card>
  )
}
