import type { PredictionView } from '#shared/contracts/predictions.ts'
import { Badge } from '../components/badge.tsx'
import { FactorList } from './factor-list.tsx'
import { PredictionBox } from './prediction-box.tsx'
import { predictionKindNames } from './prediction-kind-names.ts'

/** How much this person's behaviour stands out from everybody else's and from their own habit. */
export function AnomalyBox({ prediction, nowMs }: { prediction: PredictionView; nowMs: number }) {
  const { value, label, factors } = prediction
  if (value === null) return null
  const isUnusual = label === 'unusual'
  return (
    <PredictionBox title={predictionKindNames.anomaly} prediction={prediction} nowMs={nowMs}>
      <p className="row">
        <Badge tone={isUnusual ? 'warn' : 'good'}>{isUnusual ? 'Worth a look' : 'As usual'}</Badge>
        <span className="small quiet">Stands out with {value.toFixed(2)} of 1</span>
      </p>
      <FactorList factors={factors} of="it" />
    </PredictionBox>
  )
}
