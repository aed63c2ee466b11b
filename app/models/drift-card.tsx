import type { ModelVersionView } from '#shared/contracts/models.ts'
import { Badge } from '../components/badge.tsx'
import { Card } from '../components/card.tsx'
import { Table } from '../components/table.tsx'
import { formatDate } from '../format/format-moment.ts'
import { featureTitle } from '../predictions/feature-words.ts'
import { useTimeZone } from '../session/use-session.ts'
import { driftOf } from './drift-words.ts'

const shownCount = 10

/** Whether customers are still as they were when the model learned: if not, it is time to train anew. */
export function DriftCard({ drift }: { drift: ModelVersionView['drift'] }) {
  const timeZone = useTimeZone()
  if (drift === null) return null
  const { measuredAt, scorePsi, features } = drift
  const rows = [
    ...(scorePsi === null ? [] : [{ name: 'The predictions themselves', psi: scorePsi }]),
    ...features
      .toSorted((left, right) => right.psi - left.psi)
      .slice(0, shownCount)
      .map(({ feature, psi }) => ({ name: featureTitle(feature), psi })),
  ]
  if (rows.length === 0) return null
  return (
    <Card title="Change since training" note={`measured ${formatDate(measuredAt, timeZone)}`}>
      <Table
        caption="Change since training, by population stability index"
        cards={false}
        rows={rows}
        rowKey={({ name }) => name}
        columns={[
          { key: 'name', label: 'What', cell: ({ name }) => name },
          { key: 'psi', label: 'Index', isNumber: true, cell: ({ psi }) => psi.toFixed(2) },
          {
            key: 'drift',
            label: 'Change',
            cell: ({ psi }) => <Badge tone={driftOf(psi).tone}>{driftOf(psi).name}</Badge>,
          },
        ]}
      />
    </Card>
  )
}
