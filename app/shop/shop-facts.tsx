import type { TenantView } from '#shared/contracts/tenant.ts'
import { Card } from '../components/card.tsx'
import { countOf } from '../format/format-number.ts'
import { retentionKinds, retentionWords } from '../privacy/retention-words.ts'

/** The settings for those who may only look. */
export function ShopFacts({ shop }: { shop: TenantView }) {
  const facts = [
    ['Name', shop.name],
    ['Country', shop.country],
    ['Currency', shop.currency],
    ['Time zone', shop.timeZone],
    ...retentionKinds.map((kind) => [
      retentionWords[kind].name,
      `kept ${countOf(shop.retention[kind], 'day')}`,
    ]),
  ] as const
  return (
    <Card title="The shop">
      <dl className="definition-list">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="value">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
