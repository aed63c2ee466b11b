import type { ReactNode } from 'react'
import type { PredictionView } from '#shared/contracts/predictions.ts'
import { formatDate } from '../format/format-moment.ts'
import { useTimeZone } from '../session/use-session.ts'

interface PredictionBoxProps {
  title: string
  /** What says it: which model, when. */
  prediction: Pick<PredictionView, 'modelVersion' | 'predictedAt' | 'expiresAt'>
  nowMs: number
  children: ReactNode
}

/** One prediction with its heading, and below it where it comes from. */
export function PredictionBox({ title, prediction, nowMs, children }: PredictionBoxProps) {
  const timeZone = useTimeZone()
  const { modelVersion, predictedAt, expiresAt } = prediction
  return (
    <section className="prediction">
      <h3>{title}</h3>
      {children}
      <p className="small quiet">
        {modelVersion === null ? 'By rules' : `By ${modelVersion}`}, {formatDate(predictedAt, timeZone)}
        {Date.parse(expiresAt) < nowMs ? '. Out of date: it is made anew with the next run.' : ''}
      </p>
    </section>
  )
}
