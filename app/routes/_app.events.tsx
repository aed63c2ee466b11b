import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { PageHeader } from '../components/page-header.tsx'
import { Segments } from '../components/segments.tsx'
import { EventFilterForm } from '../events/event-filter-form.tsx'
import { EventStream } from '../events/event-stream.tsx'
import { QuarantineList } from '../events/quarantine-list.tsx'
import { formatDuration } from '../format/format-duration.ts'
import { formatCount } from '../format/format-number.ts'

const shownCount = 100

export const meta: MetaFunction = () => [{ title: 'Events · Patron' }]

/** `?view=quarantine` shows what could not be processed, else the stream. */
export async function loader(args: LoaderFunctionArgs) {
  const { request } = args
  const params = new URL(request.url).searchParams
  const filter = { name: params.get('name')?.trim() ?? '', source: params.get('source')?.trim() ?? '' }
  const cursor = params.get('cursor') ?? undefined
  const api = await apiClient(args)
  const isQuarantine = params.get('view') === 'quarantine'
  const [status, events, quarantine] = await Promise.all([
    api.getStreamStatus(),
    isQuarantine ? undefined : api.listEvents({ limit: shownCount, ...filter }),
    isQuarantine ? api.listQuarantine({ cursor }) : undefined,
  ])
  return {
    filter,
    isFirstPage: cursor === undefined,
    status: expectSuccess(status, request),
    events: events && expectSuccess(events, request),
    quarantine: quarantine && expectSuccess(quarantine, request),
  }
}

export default function EventsPage() {
  const { filter, isFirstPage, status, events, quarantine } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <PageHeader
        title="Events"
        lead={`${formatCount(status.accepted)} accepted, ${formatCount(status.settled)} settled; lag ${formatDuration(status.iteratorAgeMs)}`}
      >
        <Segments
          label="Which events"
          options={[
            { label: 'Stream', to: '/events', isCurrent: quarantine === undefined },
            {
              label: `Quarantine (${formatCount(status.quarantined)})`,
              to: '/events?view=quarantine',
              isCurrent: quarantine !== undefined,
            },
          ]}
        />
      </PageHeader>
      {quarantine === undefined ? null : <QuarantineList list={quarantine} isFirstPage={isFirstPage} />}
      {events === undefined ? null : (
        <>
          <EventFilterForm
            filter={filter}
            names={distinct(events.events.map((event) => event.name))}
            sources={distinct(events.events.map((event) => event.source))}
          />
          <EventStream key={`${filter.name} ${filter.source}`} start={events} filter={filter} />
        </>
      )}
    </div>
  )
}

function distinct(values: string[]): string[] {
  return [...new Set(values)].sort()
}
