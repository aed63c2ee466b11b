import { Link } from '@remix-run/react'
import type { RecommendationView } from '#shared/contracts/recommendations.ts'
import { formatMoney } from '../format/format-money.ts'
import { productAddress } from '../products/product-address.ts'

/** Products to offer, the best first, each with its reason. */
export function RecommendedList({ recommendations }: { recommendations: readonly RecommendationView[] }) {
  return (
    <ol className="recommendations">
      {recommendations.map(({ productId, name, category, price, why }) => (
        <li key={productId}>
          <span>
            <strong>
              <Link to={productAddress(productId)}>{name ?? productId}</Link>
            </strong>
            {category === null ? null : <span className="small quiet"> · {category}</span>}
            <span className="cell-note">{why}</span>
          </span>
          {price === null ? null : <span className="number">{formatMoney(price)}</span>}
        </li>
      ))}
    </ol>
  )
}
