import type { FeaturesView } from '#shared/contracts/customers.ts'
import { BarChart } from '../components/bar-chart.tsx'
import { Card } from '../components/card.tsx'
import { Definition } from '../components/definition.tsx'
import { EmptyState } from '../components/states.tsx'
import { formatRate } from '../format/format-number.ts'

const shownCount = 6

/** What kinds of things this person buys. */
export function CategoryAffinity({ features }: { features: FeaturesView }) {
  const categories = features.categoryAffinity.slice(0, shownCount)
  const strongest = categories[0]
  return (
    <Card title="Category affinity">
      {strongest === undefined ? (
        <EmptyState title="No categories yet">Order lines that name a category count here.</EmptyState>
      ) : (
        <>
          <BarChart
            title="Category affinity"
            summary={`${strongest.category} is the strongest with ${formatRate(strongest.share)}.`}
            bars={categories.map(({ category, share }) => ({
              label: category,
              value: share,
              text: formatRate(share),
            }))}
            labelHead="Category"
            valueHead="Share"
          />
          <Definition subject="Category affinity">
            <p>
              The share of each product category in what this customer bought; all shares add up to 100 %.
            </p>
          </Definition>
        </>
      )}
    </Card>
  )
}
