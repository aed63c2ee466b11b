import type { PredictionView } from '#shared/contracts/predictions.ts'
import { formatMoney } from '../format/format-money.ts'
import { useSession } from '../session/use-session.ts'
import { FactorList } from './factor-list.tsx'
import { PredictionBox } from './prediction-box.tsx'
import { predictionKindNames } from './prediction-kind-names.ts'

/** What this person is expected to spend over the next 90 days. */
export function ValueBox({ prediction, nowMs }: { prediction: PredictionView; nowMs: number }) {
  const { currency } = useSession().tenant
  const { value, lower, upper, factors } = prediction
  if (value === null) return null
  const money = (amountMinor: number) => formatMoney({ amountMinor: Math.round(amountMinor), currency })
  return (
    <PredictionBox title={predictionKindNames['lifetime-value']} prediction={prediction} nowMs={nowMs}>
      <p>
        <strong className="prediction-value">{money(value)}</strong>
      </p>
      <p className="small quiet">
        Over the next 90 days
        {lower === null || upper === null
          ? '.'
          : `, most likely between ${money(lower)} and ${money(upper)}.`}
      </p>
      <FactorList factors={factors} of="the value" />
    </PredictionBox>
  )
}
