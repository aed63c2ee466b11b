import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { failedAction } from '../api/failed-action.server.ts'
import { Badge } from '../components/badge.tsx'
import { Card } from '../components/card.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { formatDuration } from '../format/format-duration.ts'
import { formatMoment } from '../format/format-moment.ts'
import { reviewAddress } from '../identity/addresses.ts'
import { DoneNotice } from '../identity/done-notice.tsx'
import { reviewReasons, reviewStatuses } from '../identity/identity-wording.ts'
import { PreviewChanges } from '../identity/preview-changes.tsx'
import { RefusedNotice } from '../identity/refused-notice.tsx'
import { SideComparison } from '../identity/side-comparison.tsx'
import { sideTitles } from '../identity/side-title.ts'
import { addressAfter } from '../reviews/after-decision.server.ts'
import { AssignmentForm } from '../reviews/assignment-form.tsx'
import { DecisionForm } from '../reviews/decision-form.tsx'
import { readDecision } from '../reviews/read-decision.server.ts'
import { ReviewHistory } from '../reviews/review-history.tsx'
import { reviewNames } from '../reviews/review-names.ts'
import { WhyAsked } from '../reviews/why-asked.tsx'
import { useTimeZone } from '../session/use-session.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data === undefined ? 'Review' : reviewNames(data.review.customers)} · Review · Patron` },
]

/** After a refused decision the page shows what is so now. */
export const shouldRevalidate = () => true

export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const review = expectSuccess(await api.getReview(args.params.reviewId ?? ''), args.request)
  return { review, nowMs: Date.now() }
}

/** `intent` is "assign" or "decide". */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const reviewId = args.params.reviewId ?? ''
  const form = await request.formData()
  const api = await apiClient(args)
  if (form.get('intent') === 'assign') {
    const assignee = String(form.get('assignee') ?? '').trim()
    const answer = await api.assignReview(reviewId, assignee === '' ? null : assignee)
    return answer.ok ? redirect(reviewAddress(reviewId)) : failedAction(answer.failure, request)
  }
  const decision = readDecision(form)
  if (!decision.ok) return data({ error: decision.failure.message }, { status: 422 })
  const answer = await api.decideReview(reviewId, decision.value)
  if (!answer.ok) return failedAction(answer.failure, request)
  return redirect(await addressAfter(api, answer.value, decision.value))
}

export default function ReviewPage() {
  const { review, nowMs } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { label, tone } = reviewStatuses[review.status]
  const age = formatDuration(Math.max(0, nowMs - Date.parse(review.openedAt)))
  return (
    <div className="stack" key={review.reviewId}>
      <DoneNotice />
      <nav aria-label="Where this page is">
        <Link to="/reviews" className="small">
          Review queue
        </Link>
      </nav>
      <PageHeader
        title={reviewNames(review.customers)}
        lead={`${reviewReasons[review.reason].name}, ${age} ago`}
      >
        <p className="row">
          <Badge tone={tone}>{label}</Badge>
          {review.status === 'open' ? (
            <a href="#decision" className="small">
              Go to the decision
            </a>
          ) : null}
        </p>
      </PageHeader>
      <RefusedNotice error={refused?.error} />
      <ReviewParts />
    </div>
  )
}

function ReviewParts() {
  const { review } = useLoaderData<typeof loader>()
  const isOpen = review.status === 'open'
  const titles = sideTitles(review.sides)
  const sides = review.sides.map((side, index) => {
    const { customerId, identifiers } = side
    return { key: customerId, customerId, title: titles[index] ?? '', identifiers, side }
  })
  return (
    <div className="split">
      <div className="stack">
        <WhyAsked review={review} />
        <Card title={sides.length > 1 ? 'Side by side' : 'The customer'} note="as they are now">
          <SideComparison sides={sides} merged={review.merged?.after[0]} />
        </Card>
        {isOpen && sides.length > 1 ? (
          <Card title="If they are merged" note="it can be undone">
            {review.merged === null ? (
              <p className="quiet">They cannot be merged as they are now.</p>
            ) : (
              <PreviewChanges preview={review.merged} />
            )}
          </Card>
        ) : null}
      </div>
      <div className="stack review-side">
        {isOpen ? (
          <Card title="Decision" id="decision">
            <DecisionForm review={review} sides={sides} />
          </Card>
        ) : (
          <ClosedCard />
        )}
        {isOpen ? <AssignmentForm review={review} /> : null}
        <ReviewHistory history={review.history} />
      </div>
    </div>
  )
}

/** How a closed review ended. */
function ClosedCard() {
  const { review } = useLoaderData<typeof loader>()
  const timeZone = useTimeZone()
  const { decidedAt, decidedBy, status } = review
  return (
    <Card title="Decision" note="closed">
      <p>
        <strong>{reviewStatuses[status].label}</strong>
        {decidedBy === null ? '' : ` by ${decidedBy}`}
        {decidedAt === null ? '' : `, ${formatMoment(decidedAt, timeZone)}`}
      </p>
      <p className="small">
        <Link to="/merges">Merge log</Link>
      </p>
    </Card>
  )
}
