import type { ModelVersionView } from '#shared/contracts/models.ts'
import { plainName, plainText } from '#shared/kernel/plain-text.ts'
import { Card } from '../components/card.tsx'

const significant = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 4, useGrouping: false })

/** How the version was set, and the seed: what it takes to make it again. */
export function ParameterCard({ version }: { version: ModelVersionView }) {
  return (
    <Card title="How it was set" note={version.algorithm}>
      <dl className="figure-list">
        {Object.entries(version.parameters).map(([name, value]) => (
          <div key={name}>
            <dt>{plainName(name)}</dt>
            <dd>{typeof value === 'number' ? significant.format(value) : plainText(value)}</dd>
          </div>
        ))}
        <div>
          <dt>Seed</dt>
          <dd>{version.seed}</dd>
        </div>
      </dl>
    </Card>
  )
}
