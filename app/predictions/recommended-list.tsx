import type { RecommendationView } from '#shared/contracts/recommendations.ts'
import { formatMoney } from '../format/format-money.ts'

/** Products to offer, the best first, each with its reason. */
export function RecommendedList({ recommendations }: { recommendations: readonly RecommendationView[] }) {
  return (
    <ol className="recommendations">
      {recommendations.map(({ productId, name, category, price, why }) => (
        <li key={productId}>
          <span>
            <strong>{name ?? productId}</strong>
            {category === null ? null : <span className="small quiet"> · {category}</span>}
            <span className="cell-note">{why}</span>
          </span>
          {price === null ? null : <span className="number">{formatMoney(price)}</span>}
        </li>
      ))}
    </ol>
  )
}
