import type { PredictionFactor } from '#shared/contracts/predictions.ts'
import { Icon } from '../components/icon.tsx'

interface FactorListProps {
  factors: readonly PredictionFactor[]
  /** What the prediction is about, as in "raises the risk". */
  of: string
}

/** Why a prediction is what it is, the strongest reason first. The arrow is said in words too. */
export function FactorList({ factors, of }: FactorListProps) {
  if (factors.length === 0) return null
  return (
    <ul className="factors" aria-label="Why">
      {factors.map(({ text, contribution }) => (
        <li key={text}>
          {contribution === null || contribution === 0 ? (
            <Icon name="level" />
          ) : (
            <>
              <Icon name={contribution > 0 ? 'up' : 'down'} />
              <span className="visually-hidden">
                {contribution > 0 ? 'Raises' : 'Lowers'} {of}:{' '}
              </span>
            </>
          )}
          <span>{text}</span>
        </li>
      ))}
    </ul>
  )
}
