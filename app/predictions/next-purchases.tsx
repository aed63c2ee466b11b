import type { PredictionView } from '#shared/contracts/predictions.ts'
import { Table } from '../components/table.tsx'
import { formatDate } from '../format/format-moment.ts'
import { useTimeZone } from '../session/use-session.ts'
import { confidenceWords } from './confidence-words.ts'
import { daysUntil, expectedWords, intervalWords } from './expected-words.ts'
import { predictionKindNames } from './prediction-kind-names.ts'

interface NextPurchasesProps {
  /** Products, or categories. */
  kind: 'consumption' | 'category-consumption'
  predictions: readonly PredictionView[]
  nowMs: number
}

/** What this person buys again and again, and when the next time is due; the soonest first. */
export function NextPurchases({ kind, predictions, nowMs }: NextPurchasesProps) {
  const timeZone = useTimeZone()
  const dated = predictions
    .filter((prediction) => prediction.kind === kind)
    .flatMap((purchase) => (purchase.expectedAt === null ? [] : [{ ...purchase, at: purchase.expectedAt }]))
    .toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at))
  if (dated.length === 0) return null
  return (
    <section className="prediction prediction-wide">
      <h3>{predictionKindNames[kind]}</h3>
      <Table
        caption={`${predictionKindNames[kind]}, the soonest first`}
        rows={dated}
        rowKey={({ subject, at }) => `${subject} ${at}`}
        columns={[
          {
            key: 'product',
            label: kind === 'consumption' ? 'Product' : 'Category',
            cell: ({ subject, subjectName }) => subjectName ?? subject ?? 'Anything',
          },
          {
            key: 'when',
            label: 'Expected',
            cell: ({ at, interval }) => (
              <>
                {expectedWords(at, nowMs, timeZone)}
                {daysUntil(at, nowMs, timeZone) < 0 ? ' (overdue)' : ''}
                <span className="cell-note">
                  {formatDate(at, timeZone)}
                  {interval === null ? '' : `; ${intervalWords(interval, timeZone)}`}
                </span>
              </>
            ),
          },
          {
            key: 'confidence',
            label: 'How sure',
            isNumber: true,
            cell: ({ confidence }) => (confidence === null ? 'Not known' : confidenceWords(confidence)),
          },
          {
            key: 'why',
            label: 'Why',
            cell: ({ factors }) => (
              <span className="small">{factors.map(({ text }) => text).join('; ')}</span>
            ),
          },
        ]}
      />
    </section>
  )
}
