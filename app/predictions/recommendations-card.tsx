import type { RecommendationList, RecommendationView } from '#shared/contracts/recommendations.ts'
import type { PagePart } from '../api/page-part.server.ts'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { EmptyState } from '../components/states.tsx'
import { formatMoney } from '../format/format-money.ts'

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
  const { recommendations, modelVersion, isPersonal } = part.value
  return (
    <Card
      title="Recommended products"
      note={isPersonal ? 'from what this person bought' : 'what is popular in the shop'}
    >
      {recommendations.length === 0 ? (
        <EmptyState title="Nothing to recommend yet" icon="products">
          Recommendations need orders that say which products were bought.
        </EmptyState>
      ) : (
        <div className="stack">
          <ol className="recommendations">
            {recommendations.map((recommendation) => (
              <Recommendation key={recommendation.productId} of={recommendation} />
            ))}
          </ol>
          <p className="small quiet">
            {modelVersion === null ? 'By what sells best: there is no model yet.' : `By ${modelVersion}.`}
          </p>
        </div>
      )}
    </Card>
  )
}

function Recommendation({ of: { productId, name, category, price, why } }: { of: RecommendationView }) {
  return (
    <li>
      <span>
        <strong>{name ?? productId}</strong>
        {category === null ? null : <span className="small quiet"> · {category}</span>}
        <span className="cell-note">{why}</span>
      </span>
      {price === null ? null : <span className="number">{formatMoney(price)}</span>}
    </li>
  )
}
