import type { NextBasketView } from '#shared/contracts/next-basket.ts'
import type { PagePart } from '../api/page-part.server.ts'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { EmptyState } from '../components/states.tsx'
import { Table } from '../components/table.tsx'
import { formatRate } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'
import { expectedWords, intervalWords } from './expected-words.ts'

/** What this person will probably take next, the likeliest first, and when. */
export function NextBasketCard({ part, nowMs }: { part: PagePart<NextBasketView>; nowMs: number }) {
  const timeZone = useTimeZone()
  if (part.state === 'hidden') return null
  if (part.state === 'failed') {
    return (
      <Card title="Next basket">
        <Notice tone="warn">
          <p>The next basket is not there just now: {part.message}</p>
        </Notice>
      </Card>
    )
  }
  const { products, expectedAt, interval, refusal, missing, modelVersion } = part.value
  // The card of predictions says why nothing is predicted of this person.
  if (refusal !== null) return null
  const when = expectedAt === null ? undefined : `expected ${expectedWords(expectedAt, nowMs, timeZone)}`
  return (
    <Card title="Next basket" note={when}>
      {products.length === 0 ? (
        <EmptyState title="No next basket yet" icon="products">
          {missing ?? 'Nothing is likely enough to be told.'}
        </EmptyState>
      ) : (
        <div className="stack">
          <Table
            caption="Products that are likely to be bought next, the likeliest first"
            rows={products}
            rowKey={({ productId }) => productId}
            columns={[
              {
                key: 'product',
                label: 'Product',
                cell: ({ productId, name, why }) => (
                  <>
                    {name ?? productId}
                    <span className="cell-note">{why}</span>
                  </>
                ),
              },
              { key: 'chance', label: 'Chance', isNumber: true, cell: ({ chance }) => formatRate(chance) },
            ]}
          />
          <p className="small quiet">
            {interval === null
              ? ''
              : `With a chance of 80 % the day is ${intervalWords(interval, timeZone)}. `}
            By {modelVersion}. The chance is how often what stood in this place was bought next, by customers
            who were not learned from.
          </p>
        </div>
      )}
    </Card>
  )
}
