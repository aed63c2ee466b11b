import type { CustomerFeaturesView, FeatureDefinitionView } from '#shared/contracts/features.ts'
import type { PagePart } from '../api/page-part.server.ts'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { useTimeZone } from '../session/use-session.ts'
import { type FeatureGroup, groupFeatures } from './feature-groups.ts'
import { featureGroupNames, featureTitle, featureValue } from './feature-words.ts'

interface FeaturesCardProps {
  part: PagePart<CustomerFeaturesView>
  catalogue: readonly FeatureDefinitionView[]
}

/** Every figure that models learn from, by the groups of the catalogue; what each means opens below it. */
export function FeaturesCard({ part, catalogue }: FeaturesCardProps) {
  const timeZone = useTimeZone()
  if (part.state === 'hidden') return null
  if (part.state === 'failed') {
    return (
      <Card title="Features">
        <Notice tone="warn">
          <p>The features are not there just now: {part.message}</p>
        </Notice>
      </Card>
    )
  }
  const { asOf, currency, features } = part.value
  return (
    <Card title="Features" note={`as of ${formatMoment(asOf, timeZone)}`}>
      <div className="feature-groups">
        {groupFeatures(features, catalogue).map((group, index) => (
          <Group key={group.group} group={group} currency={currency} isOpen={index === 0} />
        ))}
      </div>
    </Card>
  )
}

interface GroupProps {
  group: FeatureGroup
  currency: string
  isOpen: boolean
}

function Group({ group: { group, known, unknown }, currency, isOpen }: GroupProps) {
  return (
    <details className="feature-group" open={isOpen}>
      <summary>
        <strong>{featureGroupNames[group]}</strong>{' '}
        <span className="small quiet">
          {known.length} of {known.length + unknown.length}
        </span>
      </summary>
      {known.map(({ definition, value }) => (
        <details className="feature" key={definition.name}>
          <summary>
            <span>{featureTitle(definition.name)}</span>
            <span className="number">{featureValue(value, definition.unit, currency)}</span>
          </summary>
          <p>{definition.meaning}</p>
          <p className="quiet">{definition.formula}</p>
        </details>
      ))}
      {unknown.length === 0 ? null : (
        <p className="small quiet">
          Nothing yet to compute from: {unknown.map(({ name }) => featureTitle(name)).join(', ')}.
        </p>
      )}
    </details>
  )
}
