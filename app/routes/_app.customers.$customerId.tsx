import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { pagePart } from '../api/page-part.server.ts'
import { CategoryAffinity } from '../customers/category-affinity.tsx'
import { ChannelTable } from '../customers/channel-table.tsx'
import { CustomerFacts } from '../customers/customer-facts.tsx'
import { CustomerHeader } from '../customers/customer-header.tsx'
import { FeatureList } from '../customers/feature-list.tsx'
import { IdentifierList } from '../customers/identifier-list.tsx'
import { IdentityGraphCard } from '../customers/identity-graph-card.tsx'
import { MergeList } from '../customers/merge-list.tsx'
import { OrderList } from '../customers/order-list.tsx'
import { PrivacyCard } from '../customers/privacy-card.tsx'
import { TimelineCard } from '../customers/timeline-card.tsx'
import { TraitList } from '../customers/trait-list.tsx'
import { consentsAddress } from '../identity/addresses.ts'
import { DoneNotice } from '../identity/done-notice.tsx'
import { FeaturesCard } from '../predictions/features-card.tsx'
import { NextBasketCard } from '../predictions/next-basket-card.tsx'
import { PredictionsCard } from '../predictions/predictions-card.tsx'
import { RecommendationsCard } from '../predictions/recommendations-card.tsx'

const timelinePageSize = 20
/** More are in the merge log. */
const shownMerges = 20
const shownRecommendations = 6

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.customer.displayName ?? 'Customer'} · Patron` },
]

/** `?timeline=<cursor>` shows the timeline from further back. */
export async function loader(args: LoaderFunctionArgs) {
  const { request, params } = args
  const customerId = params.customerId ?? ''
  const cursor = new URL(request.url).searchParams.get('timeline') ?? undefined
  const api = await apiClient(args)
  const [customer, timeline, identity, graph, merges, splits, senders, ...learned] = await Promise.all([
    api.getCustomer(customerId),
    api.getCustomerTimeline(customerId, { limit: timelinePageSize, cursor }),
    api.getCustomerIdentity(customerId),
    api.getIdentityGraph(customerId),
    api.listMerges({ customerId, limit: shownMerges }),
    api.listSplits({ customerId }),
    api.listMessageSenders(),
    api.getCustomerPredictions(customerId),
    api.getCustomerFeatures(customerId),
    api.listFeatures(),
    api.listRecommendations(customerId, { limit: shownRecommendations }),
    api.getNextBasket(customerId),
  ])
  const [predictions, features, catalogue, recommendations, nextBasket] = learned
  const found = expectSuccess(customer, request)
  // A customer that was merged answers with the one it is part of now; its page is there.
  if (found.id !== customerId) throw redirect(`/customers/${encodeURIComponent(found.id)}`)
  return {
    customer: found,
    timeline: expectSuccess(timeline, request),
    identity: expectSuccess(identity, request),
    graph: expectSuccess(graph, request),
    merges: expectSuccess(merges, request),
    splits: expectSuccess(splits, request).splits,
    isTimelineStart: cursor === undefined,
    // Whoever may not write gets no list, and the page all the same.
    hasSender: senders.ok && senders.value.senders.length > 0,
    predictions: pagePart(predictions),
    features: pagePart(features),
    catalogue: catalogue.ok ? catalogue.value.features : [],
    recommendations: pagePart(recommendations),
    nextBasket: pagePart(nextBasket),
    nowMs: Date.now(),
  }
}

export default function CustomerPage() {
  const { customer, timeline, identity, graph, merges, splits, isTimelineStart, hasSender, ...learned } =
    useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <DoneNotice />
      <CustomerHeader customer={customer} hasSender={hasSender} />
      <CustomerFacts customer={customer} />
      <PredictionsCard part={learned.predictions} nowMs={learned.nowMs} />
      <div className="split">
        <div className="stack">
          <OrderList orders={customer.orders} features={customer.features} />
          <RecommendationsCard part={learned.recommendations} />
          <NextBasketCard part={learned.nextBasket} nowMs={learned.nowMs} />
          <IdentityGraphCard graph={graph} customerId={customer.id} merges={merges.merges} />
          <TimelineCard
            key={customer.id}
            customerId={customer.id}
            start={timeline}
            isStart={isTimelineStart}
            eventCount={customer.features.eventCount}
          />
        </div>
        <div className="stack">
          <IdentifierList identifiers={identity.identifiers} />
          <PrivacyCard customer={customer}>
            <p>
              <Link to={consentsAddress(customer.id)} className="action">
                History, changes and requests
              </Link>
            </p>
          </PrivacyCard>
          <CategoryAffinity features={customer.features} />
          <ChannelTable features={customer.features} />
          <FeatureList features={customer.features} />
          <FeaturesCard part={learned.features} catalogue={learned.catalogue} />
          <TraitList traits={customer.traits} />
          <MergeList list={merges} splits={splits} customerId={customer.id} />
        </div>
      </div>
    </div>
  )
}
