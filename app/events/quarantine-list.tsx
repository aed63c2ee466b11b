import { Form } from '@remix-run/react'
import type { QuarantineList as QuarantineListView } from '#shared/contracts/quarantine.ts'
import { Badge } from '../components/badge.tsx'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Dialog } from '../components/dialog.tsx'
import { Pagination } from '../components/pagination.tsx'
import { EmptyState } from '../components/states.tsx'
import { Table } from '../components/table.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'
import { SentBytes } from './sent-bytes.tsx'

interface QuarantineListProps {
  list: QuarantineListView
  isFirstPage: boolean
}

/** Events that could not be processed: where from, why, and the very bytes. */
export function QuarantineList({ list, isFirstPage }: QuarantineListProps) {
  const timeZone = useTimeZone()
  return (
    <Card title="Quarantine" note="kept with the reason, never dropped">
      {list.events.length === 0 ? (
        <EmptyState title="Nothing is quarantined" icon="check">
          Every event that was taken could be processed.
        </EmptyState>
      ) : (
        <Table
          caption="Quarantined events"
          rows={list.events}
          rowKey={(event) => event.id}
          columns={[
            { key: 'reason', label: 'Reason', cell: (event) => <Badge tone="bad">{event.reason}</Badge> },
            { key: 'detail', label: 'What was wrong', cell: (event) => event.detail },
            {
              key: 'source',
              label: 'Source',
              cell: (event) => <span className="mono one-line">{event.source}</span>,
            },
            {
              key: 'received',
              label: 'Received',
              cell: (event) => <span className="one-line">{formatMoment(event.receivedAt, timeZone)}</span>,
            },
            {
              key: 'bytes',
              label: 'Bytes',
              cell: (event) => (
                <Dialog
                  trigger={
                    <>
                      View<span className="visually-hidden"> the bytes of {event.id}</span>
                    </>
                  }
                  title="What was sent"
                >
                  <p>
                    <Badge tone="bad">{event.reason}</Badge> {event.detail}
                  </p>
                  <SentBytes bytes={event.bytes} />
                </Dialog>
              ),
            },
            {
              key: 'replay',
              label: 'Try again',
              cell: (event) => (
                <Form method="post">
                  <input type="hidden" name="quarantineId" value={event.id} />
                  <Button type="submit" look="quiet" small>
                    Replay<span className="visually-hidden"> {event.id}</span>
                  </Button>
                </Form>
              ),
            },
          ]}
        />
      )}
      <Pagination
        label="Pages of quarantined events"
        summary={`${countOf(list.events.length, 'event')} on this page`}
        firstHref={isFirstPage ? undefined : '/events?view=quarantine'}
        nextHref={
          list.nextCursor === null
            ? undefined
            : `/events?view=quarantine&cursor=${encodeURIComponent(list.nextCursor)}`
        }
      />
    </Card>
  )
}
