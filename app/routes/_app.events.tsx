import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { failedAction } from '../api/failed-action.server.ts'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Segments } from '../components/segments.tsx'
import { ReplayResult } from '../connections/replay-result.tsx'
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

/** Maps what is in quarantine again, by the code and settings of today. */
export async function action(args: ActionFunctionArgs) {
  const form = await args.request.formData()
  const api = await apiClient(args)
  const answer = await api.replayQuarantined(String(form.get('quarantineId') ?? ''))
  return answer.ok ? { replay: answer.value } : failedAction(answer.failure, args.request)
}

export default function EventsPage() {
  const { filter, isFirstPage, status, events, quarantine } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
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
      {answer && 'error' in answer ? <Notice tone="bad">{answer.error}</Notice> : null}
      {answer && 'replay' in answer ? <ReplayResult replay={answer.replay} /> : null}
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
