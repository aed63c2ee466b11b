import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { formRefusal } from '../api/form-refusal.server.ts'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { EmptyState } from '../components/states.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { EventForm } from '../forecasts/event-form.tsx'
import { EventTable } from '../forecasts/event-table.tsx'
import { HolidayTable } from '../forecasts/holiday-table.tsx'
import { eventTexts, readEvent } from '../forecasts/read-event-form.ts'
import { countOf } from '../format/format-number.ts'
import { useMay } from '../session/use-session.ts'

const path = '/forecasts/calendar'

export const meta: MetaFunction = () => [{ title: 'Holidays and events · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const { request } = args
  const { searchParams } = new URL(request.url)
  const api = await apiClient(args)
  const [calendar, stores, categories] = await Promise.all([
    api.getSalesCalendar(),
    api.listStores({ limit: 500 }),
    api.listForecasts({ level: 'category', sort: 'name', limit: 200 }),
  ])
  return {
    ...expectSuccess(calendar, request),
    // The form does without the names of stores and categories: they can be typed.
    stores: (stores.ok ? stores.value.stores : []).map(({ storeId, name }) => ({
      storeId,
      label: name ?? storeId,
    })),
    categories: (categories.ok ? categories.value.forecasts : []).flatMap(({ subject }) =>
      subject.category ? [subject.category] : [],
    ),
    done: searchParams.get('done'),
  }
}

/** `intent` is "add" or "remove". */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const form = await request.formData()
  const api = await apiClient(args)
  if (form.get('intent') === 'remove') {
    const answer = await api.deleteCalendarEvent(String(form.get('eventId') ?? ''))
    return answer.ok ? redirect(`${path}?done=removed`) : formRefusal(answer.failure, request)
  }
  const texts = eventTexts(form)
  const answer = await api.createCalendarEvent(readEvent(texts))
  return answer.ok ? redirect(`${path}?done=added`) : formRefusal(answer.failure, request, texts)
}

export default function CalendarPage() {
  const { events, holidays, stores, categories, done } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  const mayManage = useMay('forecasts:manage')
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: '/forecasts', label: 'Forecast' }]} />
      <PageHeader
        title="Holidays and events"
        lead="Days that sell otherwise. What each did to sales is learned, and expected of the next."
      />
      {refused === undefined ? null : (
        <Notice tone="bad">
          <p>{refused.error}</p>
        </Notice>
      )}
      {refused === undefined && (done === 'added' || done === 'removed') ? (
        <Notice tone="good">
          <p>{done === 'added' ? 'Added.' : 'Removed.'} The next forecasts heed it.</p>
        </Notice>
      ) : null}
      <div className="split whole-words">
        <div className="stack">
          {mayManage ? (
            <Card title="Add an event">
              <EventForm
                key={events.length}
                stores={stores}
                categories={categories}
                names={[...new Set(events.map(({ name }) => name))]}
                refused={refused}
              />
            </Card>
          ) : null}
          <Card title="Own events" note={countOf(events.length, 'event')}>
            {events.length === 0 ? (
              <EmptyState title="No events yet" icon="due">
                Note what the calendar of the country does not know: a market, a promotion, a day on which a
                store is closed. Also those of the past: forecasts learn from them.
              </EmptyState>
            ) : (
              <EventTable
                events={events}
                storeNames={Object.fromEntries(stores.map(({ storeId, label }) => [storeId, label]))}
              />
            )}
          </Card>
        </div>
        <Card title="Public holidays" note="a year ahead">
          {holidays.length === 0 ? (
            <EmptyState title="None" icon="due">
              No public holidays are known of the shop’s country. Its country stands in the settings of the
              shop.
            </EmptyState>
          ) : (
            <HolidayTable holidays={holidays} />
          )}
        </Card>
      </div>
    </div>
  )
}
