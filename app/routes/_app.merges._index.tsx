import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Pagination } from '../components/pagination.tsx'
import { Segments } from '../components/segments.tsx'
import { EmptyState } from '../components/states.tsx'
import { countOf, formatCount } from '../format/format-number.ts'
import { shortId } from '../format/wording.ts'
import { MergeFilterForm } from '../merges/merge-filter-form.tsx'
import {
  type MergeLogView,
  mergeLogAddress,
  mergeLogQuery,
  mergeStatuses,
  parseMergeLogView,
} from '../merges/merge-log-view.ts'
import { MergeTable } from '../merges/merge-table.tsx'

const statusNames: Record<MergeLogView['status'], string> = {
  all: 'All',
  standing: 'Standing',
  undone: 'Undone',
}

export const meta: MetaFunction = () => [{ title: 'Merge log · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const view = parseMergeLogView(new URL(args.request.url).searchParams)
  const api = await apiClient(args)
  return { ...expectSuccess(await api.listMerges(mergeLogQuery(view)), args.request), view }
}

export default function MergesPage() {
  const { merges, total, nextCursor, view } = useLoaderData<typeof loader>()
  const isNarrowed = view.status !== 'all' || view.rule !== undefined || view.customerId !== undefined
  return (
    <div className="stack">
      <PageHeader
        title="Merge log"
        lead={
          view.customerId === undefined
            ? 'Every time two customers turned out to be one. Any of it can be undone.'
            : `Merges of customer ${shortId(view.customerId)}`
        }
      >
        <Segments
          label="Which merges"
          options={mergeStatuses.map((status) => ({
            label: statusNames[status],
            to: mergeLogAddress({ ...view, status, cursor: undefined }),
            isCurrent: status === view.status,
          }))}
        />
      </PageHeader>
      <MergeFilterForm view={view} />
      <Card title="Merges" note={countOf(total, 'merge')}>
        {merges.length === 0 ? (
          <NoMerges isNarrowed={isNarrowed} />
        ) : (
          <MergeTable merges={merges} caption="Merges, the newest first" />
        )}
        <Pagination
          label="Pages of merges"
          summary={`${formatCount(merges.length)} of ${formatCount(total)} on this page`}
          firstHref={view.cursor === undefined ? undefined : mergeLogAddress({ ...view, cursor: undefined })}
          nextHref={nextCursor === null ? undefined : mergeLogAddress({ ...view, cursor: nextCursor })}
        />
      </Card>
    </div>
  )
}

function NoMerges({ isNarrowed }: { isNarrowed: boolean }) {
  return isNarrowed ? (
    <EmptyState
      title="No merges like that"
      icon="search"
      actions={<ButtonLink to="/merges">Show all</ButtonLink>}
    >
      None fits what you chose above.
    </EmptyState>
  ) : (
    <EmptyState title="No merges yet" icon="merges">
      When an event carries identifiers of two customers, they become one, and it is written down here.
    </EmptyState>
  )
}
