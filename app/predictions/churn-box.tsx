import type { PredictionView } from '#shared/contracts/predictions.ts'
import { Badge } from '../components/badge.tsx'
import { ShareBar } from '../components/share-bar.tsx'
import { formatRate } from '../format/format-number.ts'
import { FactorList } from './factor-list.tsx'
import { PredictionBox } from './prediction-box.tsx'
import { predictionKindNames } from './prediction-kind-names.ts'
import { riskOf } from './risk-words.ts'

/** How likely it is that this person buys nothing more for now: the word beside the figure. */
export function ChurnBox({ prediction, nowMs }: { prediction: PredictionView; nowMs: number }) {
  const { value, label, factors } = prediction
  if (value === null) return null
  const risk = riskOf(value, label)
  return (
    <PredictionBox title={predictionKindNames.churn} prediction={prediction} nowMs={nowMs}>
      <p className="row">
        <strong className="prediction-value">{formatRate(value)}</strong>
        <Badge tone={risk.tone}>{risk.name}</Badge>
      </p>
      <ShareBar share={value} tone={risk.tone} />
      <p className="small quiet">
        Of a hundred people like this one, so many buy nothing in the next 90 days.
      </p>
      <FactorList factors={factors} of="the risk" />
    </PredictionBox>
  )
}
