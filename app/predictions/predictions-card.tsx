import { Link } from '@remix-run/react'
import type { CustomerPredictionsView, PredictionView } from '#shared/contracts/predictions.ts'
import type { PagePart } from '../api/page-part.server.ts'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { EmptyState } from '../components/states.tsx'
import { useMay } from '../session/use-session.ts'
import { AnomalyBox } from './anomaly-box.tsx'
import { ChurnBox } from './churn-box.tsx'
import { LabelBox } from './label-box.tsx'
import { NextPurchases } from './next-purchases.tsx'
import { predictionKindNames } from './prediction-kind-names.ts'
import { refusalWords } from './refusal-words.ts'
import { ValueBox } from './value-box.tsx'

interface PredictionsCardProps {
  part: PagePart<CustomerPredictionsView>
  /** When the page was made: what is late is counted from here. */
  nowMs: number
}

/** What this person will probably do next, each with its reasons; and what cannot be said, and why. */
export function PredictionsCard({ part, nowMs }: PredictionsCardProps) {
  if (part.state === 'hidden') return null
  return (
    <Card title="Predictions" id="predictions">
      {part.state === 'failed' ? (
        <Notice tone="warn">
          <p>The predictions are not there just now: {part.message}</p>
        </Notice>
      ) : (
        <Predictions of={part.value} nowMs={nowMs} />
      )}
    </Card>
  )
}

/** In the order of the page; next purchases have a table below. */
const boxKinds: readonly PredictionView['kind'][] = [
  'churn',
  'lifetime-value',
  'rfm',
  'segment',
  'anomaly',
  'socio-economic',
]

function Predictions({ of, nowMs }: { of: CustomerPredictionsView; nowMs: number }) {
  const { refusal, predictions, missing } = of
  if (refusal !== null) {
    return (
      <Notice>
        <p>{refusalWords[refusal]}</p>
      </Notice>
    )
  }
  if (predictions.length === 0 && missing.length === 0) return <NothingYet />
  const boxes = boxKinds.flatMap((kind) => predictions.filter((each) => each.kind === kind))
  return (
    <div className="stack">
      {boxes.length === 0 ? null : (
        <div className="predictions">
          {boxes.map((prediction) => (
            <Box key={`${prediction.kind} ${prediction.subject}`} prediction={prediction} nowMs={nowMs} />
          ))}
        </div>
      )}
      <NextPurchases kind="consumption" predictions={predictions} nowMs={nowMs} />
      <NextPurchases kind="category-consumption" predictions={predictions} nowMs={nowMs} />
      <MissingList missing={missing} />
    </div>
  )
}

/** What cannot be said of this person yet, and what it would take; what it takes is said once. */
function MissingList({ missing }: Pick<CustomerPredictionsView, 'missing'>) {
  const maySeeModels = useMay('models:read')
  if (missing.length === 0) return null
  const kindsOf = Map.groupBy(missing, ({ reason }) => reason)
  return (
    <section className="prediction">
      <h3>What cannot be said yet</h3>
      <dl className="missing-list">
        {[...kindsOf].map(([reason, kinds]) => (
          <div key={reason}>
            <dt>{kinds.map(({ kind }) => predictionKindNames[kind]).join(', ')}</dt>
            <dd>{reason}</dd>
          </div>
        ))}
      </dl>
      {maySeeModels ? (
        <p className="small">
          <Link to="/models">See the models</Link>
        </p>
      ) : null}
    </section>
  )
}

function Box({ prediction, nowMs }: { prediction: PredictionView; nowMs: number }) {
  switch (prediction.kind) {
    case 'churn':
      return <ChurnBox prediction={prediction} nowMs={nowMs} />
    case 'lifetime-value':
      return <ValueBox prediction={prediction} nowMs={nowMs} />
    case 'anomaly':
      return <AnomalyBox prediction={prediction} nowMs={nowMs} />
    default:
      return <LabelBox prediction={prediction} nowMs={nowMs} />
  }
}

function NothingYet() {
  const mayTrain = useMay('models:manage')
  return (
    <EmptyState
      title="Nothing is predicted yet"
      icon="trend"
      actions={mayTrain ? <Link to="/models">Train the first model</Link> : undefined}
    >
      Predictions appear once a model has been trained, and are made anew every night.
    </EmptyState>
  )
}
