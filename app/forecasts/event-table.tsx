import { Form, useNavigation } from '@remix-run/react'
import type { CalendarEventView } from '#shared/contracts/forecasts.ts'
import { Badge } from '../components/badge.tsx'
import { Button } from '../components/button.tsx'
import { type Column, Table } from '../components/table.tsx'
import { useMay } from '../session/use-session.ts'
import { changeWords, daysWords, eventKindWords, eventScopeWords } from './calendar-words.ts'

interface EventTableProps {
  events: readonly CalendarEventView[]
  storeNames: Readonly<Record<string, string>>
}

/** Own events, each with the way to take it out. */
export function EventTable({ events, storeNames }: EventTableProps) {
  const mayManage = useMay('forecasts:manage')
  const isBusy = useNavigation().state === 'submitting'
  const columns: Column<CalendarEventView>[] = [
    {
      key: 'name',
      label: 'Event',
      cell: ({ name, kind }) => (
        <span className="row">
          {name}
          <Badge tone={kind === 'closed' ? 'warn' : 'plain'}>{eventKindWords[kind].name}</Badge>
        </span>
      ),
    },
    { key: 'days', label: 'Days', cell: ({ fromDay, toDay }) => daysWords(fromDay, toDay) },
    { key: 'scope', label: 'Where', cell: (event) => eventScopeWords(event, storeNames) },
    {
      key: 'change',
      label: 'Expected',
      cell: ({ kind, expectedChangeRate }) =>
        kind === 'closed'
          ? 'nothing sold'
          : expectedChangeRate === null
            ? 'as the last times'
            : changeWords(expectedChangeRate),
    },
  ]
  const remove: Column<CalendarEventView> = {
    key: 'remove',
    label: 'Remove',
    head: <span className="visually-hidden">Remove</span>,
    cell: ({ eventId, name, fromDay }) => (
      <Form method="post">
        <input type="hidden" name="eventId" value={eventId} />
        <Button type="submit" name="intent" value="remove" small look="quiet" disabled={isBusy}>
          Remove
          <span className="visually-hidden">
            {' '}
            {name}, {fromDay}
          </span>
        </Button>
      </Form>
    ),
  }
  return (
    <Table
      caption="Own events"
      columns={mayManage ? [...columns, remove] : columns}
      rows={events}
      rowKey={({ eventId }) => eventId}
    />
  )
}
