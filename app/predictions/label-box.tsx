import type { PredictionView } from '#shared/contracts/predictions.ts'
import { Badge } from '../components/badge.tsx'
import { confidenceWords } from './confidence-words.ts'
import { FactorList } from './factor-list.tsx'
import { PredictionBox } from './prediction-box.tsx'
import { predictionKindNames } from './prediction-kind-names.ts'

/** A prediction that is a name: a segment, a shopping profile. */
export function LabelBox({ prediction, nowMs }: { prediction: PredictionView; nowMs: number }) {
  const { kind, subjectName, label, confidence, factors } = prediction
  if (label === null) return null
  return (
    <PredictionBox title={subjectName ?? predictionKindNames[kind]} prediction={prediction} nowMs={nowMs}>
      <p className="row">
        <Badge tone="accent">{label}</Badge>
        {confidence === null ? null : <span className="small quiet">{confidenceWords(confidence)}</span>}
      </p>
      {/* A name is neither raised nor lowered. */}
      <FactorList factors={factors.map((factor) => ({ ...factor, contribution: null }))} of={label} />
    </PredictionBox>
  )
}
