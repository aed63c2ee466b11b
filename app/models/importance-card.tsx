import type { FeatureDefinitionView } from '#shared/contracts/features.ts'
import type { ModelVersionView } from '#shared/contracts/models.ts'
import { BarChart } from '../components/bar-chart.tsx'
import { Card } from '../components/card.tsx'
import { formatRate } from '../format/format-number.ts'
import { featureTitle } from '../predictions/feature-words.ts'

const shownCount = 12

interface ImportanceCardProps {
  importances: ModelVersionView['importances']
  /** What the features mean, where the catalogue knows them. */
  catalogue: readonly FeatureDefinitionView[]
}

/** What a model goes by, the strongest first, and what that means. */
export function ImportanceCard({ importances, catalogue }: ImportanceCardProps) {
  const shown = importances.slice(0, shownCount)
  const [strongest] = shown
  if (strongest === undefined) return null
  const explained = shown.flatMap(({ feature }) => catalogue.filter(({ name }) => name === feature))
  return (
    <Card title="What it goes by" note={`${shown.length} of ${importances.length} features`}>
      <BarChart
        title="What the model goes by"
        summary={`${featureTitle(strongest.feature)} counts most, with ${formatRate(strongest.share)}.`}
        bars={shown.map(({ feature, share }) => ({
          label: featureTitle(feature),
          value: share,
          text: formatRate(share),
        }))}
        labelHead="Feature"
        valueHead="Share"
      />
      {explained.length === 0 ? null : (
        <details className="definition">
          <summary>What these features mean</summary>
          <dl className="missing-list">
            {explained.map(({ name, meaning }) => (
              <div key={name}>
                <dt>{featureTitle(name)}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </Card>
  )
}
