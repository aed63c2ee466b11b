import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { failedAction } from '../api/failed-action.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Pagination } from '../components/pagination.tsx'
import { Segments } from '../components/segments.tsx'
import { EmptyState } from '../components/states.tsx'
import { countOf, formatCount } from '../format/format-number.ts'
import { DoneNotice } from '../identity/done-notice.tsx'
import { RefusedNotice } from '../identity/refused-notice.tsx'
import { MatchingRunCard } from '../reviews/matching-run-card.tsx'
import { ReviewFilterForm } from '../reviews/review-filter-form.tsx'
import {
  assignments,
  parseReviewQueueView,
  type ReviewQueueView,
  reviewQueueAddress,
  reviewQueueQuery,
} from '../reviews/review-queue-view.ts'
import { ReviewTable } from '../reviews/review-table.tsx'

const assignmentNames: Record<ReviewQueueView['assigned'], string> = {
  anyone: 'Everybody’s',
  mine: 'Mine',
  nobody: 'Nobody’s',
}

export const meta: MetaFunction = () => [{ title: 'Review queue · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const view = parseReviewQueueView(new URL(args.request.url).searchParams)
  const api = await apiClient(args)
  const { user } = expectSuccess(await api.getCurrentSession(), args.request)
  const list = expectSuccess(await api.listReviews(reviewQueueQuery(view, user.email)), args.request)
  const { runs } = expectSuccess(await api.listMatchingRuns(), args.request)
  return { ...list, view, run: runs[0], nowMs: Date.now() }
}

/** Begins a search for customers who look like one person. */
export async function action(args: ActionFunctionArgs) {
  const api = await apiClient(args)
  const started = await api.startMatchingRun()
  return started.ok ? redirect('/reviews') : failedAction(started.failure, args.request)
}

export default function ReviewsPage() {
  const { reviews, total, nextCursor, view, run, nowMs } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <div className="stack">
      <DoneNotice />
      <RefusedNotice error={refused?.error} />
      <PageHeader
        title="Review queue"
        lead="Where Patron is not sure whether customers are one person, a person decides."
      >
        <Segments
          label="Whose reviews"
          options={assignments.map((assigned) => ({
            label: assignmentNames[assigned],
            to: reviewQueueAddress({ ...view, assigned, cursor: undefined }),
            isCurrent: assigned === view.assigned,
          }))}
        />
      </PageHeader>
      <ReviewFilterForm view={view} />
      <Card title="Reviews" note={countOf(total, 'review')}>
        {reviews.length === 0 ? <NoReviews view={view} /> : <ReviewTable {...{ reviews, nowMs }} />}
        <Pagination
          label="Pages of reviews"
          summary={`${formatCount(reviews.length)} of ${formatCount(total)} on this page`}
          firstHref={
            view.cursor === undefined ? undefined : reviewQueueAddress({ ...view, cursor: undefined })
          }
          nextHref={nextCursor === null ? undefined : reviewQueueAddress({ ...view, cursor: nextCursor })}
        />
      </Card>
      <MatchingRunCard run={run} />
      <p className="small quiet">
        What was merged, by the rules or by a person, is in the <Link to="/merges">merge log</Link>; when
        Patron merges and when it asks is up to the <Link to="/settings/identity">identity rules</Link>.
      </p>
    </div>
  )
}

function NoReviews({ view }: { view: ReviewQueueView }) {
  if (view.status === 'open' && view.reason === undefined && view.assigned === 'anyone') {
    return (
      <EmptyState title="Nothing to decide" icon="check">
        A review opens when an event ties too many customers together, when a device or an identifier seems to
        be shared, or when two customers look like one person.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="No reviews like that"
      icon="search"
      actions={<ButtonLink to="/reviews">Show all open ones</ButtonLink>}
    >
      None fits what you chose above.
    </EmptyState>
  )
}
