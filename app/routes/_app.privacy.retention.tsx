import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { Badge } from '../components/badge.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { EmptyState } from '../components/states.tsx'
import { Table } from '../components/table.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { formatDate, formatDay, formatMoment } from '../format/format-moment.ts'
import { countOf, formatCount } from '../format/format-number.ts'
import { retentionKinds, retentionWords } from '../privacy/retention-words.ts'
import { useMay, useTimeZone } from '../session/use-session.ts'

export const meta: MetaFunction = () => [{ title: 'Retention · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  return expectSuccess(await api.listRetentionRuns(), args.request)
}

export default function RetentionPage() {
  const { days, runs, overdue } = useLoaderData<typeof loader>()
  const timeZone = useTimeZone()
  const mayChange = useMay('tenant:manage')
  const overdueOf = (kind: string) => overdue.find((each) => each.kind === kind)?.count ?? 0
  const overdueCount = overdue.reduce((sum, { count }) => sum + count, 0)
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: '/privacy', label: 'All requests' }]} />
      <PageHeader
        title="Retention"
        lead="How long each kind of data is kept. What is older goes every day."
      />
      <Notice tone={overdueCount === 0 ? 'good' : 'warn'}>
        <p>
          {overdueCount === 0
            ? 'Nothing here is older than it may be.'
            : `${formatCount(overdueCount)} records are older than they may be; the next run takes them.`}
        </p>
      </Notice>
      <Card title="How long" note={mayChange ? <Link to="/settings/shop">Change it</Link> : undefined}>
        <Table
          caption="How long each kind of data is kept"
          rows={retentionKinds}
          rowKey={(kind) => kind}
          columns={[
            {
              key: 'kind',
              label: 'Data',
              cell: (kind) => (
                <span>
                  {retentionWords[kind].name}
                  <span className="cell-note">{retentionWords[kind].about}</span>
                </span>
              ),
            },
            { key: 'days', label: 'Kept', isNumber: true, cell: (kind) => countOf(days[kind], 'day') },
            {
              key: 'overdue',
              label: 'Too old now',
              isNumber: true,
              cell: (kind) => (
                <Badge tone={overdueOf(kind) === 0 ? 'good' : 'warn'}>{formatCount(overdueOf(kind))}</Badge>
              ),
            },
          ]}
        />
      </Card>
      <Card title="What went lately" note={countOf(runs.length, 'run')}>
        {runs.length === 0 ? (
          <EmptyState title="No run yet" icon="history">
            The first goes through everything within a day.
          </EmptyState>
        ) : (
          <Table
            caption="Runs, the newest first"
            rows={runs}
            rowKey={({ day, kind }) => `${day} ${kind}`}
            columns={[
              { key: 'kind', label: 'Data', cell: (run) => retentionWords[run.kind].name },
              { key: 'day', label: 'Day', cell: (run) => formatDay(run.day) },
              { key: 'before', label: 'Older than', cell: (run) => formatDate(run.olderThan, timeZone) },
              {
                key: 'count',
                label: 'Deleted',
                isNumber: true,
                cell: (run) => formatCount(run.deletedCount),
              },
              {
                key: 'done',
                label: 'Done',
                cell: (run) =>
                  run.completedAt === null ? (
                    <Badge tone="info">Goes on</Badge>
                  ) : (
                    formatMoment(run.completedAt, timeZone)
                  ),
              },
            ]}
          />
        )}
      </Card>
    </div>
  )
}
