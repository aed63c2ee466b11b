import type { RecommendationList } from '#shared/contracts/recommendations.ts'
import type { PagePart } from '../api/page-part.server.ts'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { EmptyState } from '../components/states.tsx'
import { RecommendedList } from './recommended-list.tsx'

/** What leads the list, as one would say it. */
const ledBy: Readonly<Record<RecommendationList['strategy'], string>> = {
  visit: 'from what this person is looking at now',
  basket: 'from what is in the basket',
  purchases: 'from what this person bought',
  similar: 'like what was asked for',
  popular: 'what is popular in the shop',
}

/** What to offer this person next, the best first, each with its reason. */
export function RecommendationsCard({ part }: { part: PagePart<RecommendationList> }) {
  if (part.state === 'hidden') return null
  if (part.state === 'failed') {
    return (
      <Card title="Recommended products">
        <Notice tone="warn">
          <p>The recommendations are not there just now: {part.message}</p>
        </Notice>
      </Card>
    )
  }
  const { recommendations, modelVersion, strategy } = part.value
  return (
    <Card title="Recommended products" note={ledBy[strategy]}>
      {recommendations.length === 0 ? (
        <EmptyState title="Nothing to recommend yet" icon="products">
          Recommendations need orders that say which products were bought.
        </EmptyState>
      ) : (
        <div className="stack">
          <RecommendedList recommendations={recommendations} />
          <p className="small quiet">
            {modelVersion === null ? 'By what sells best: there is no model yet.' : `By ${modelVersion}.`}
          </p>
        </div>
      )}
    </Card>
  )
}
