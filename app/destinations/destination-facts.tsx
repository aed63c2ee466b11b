import type { DestinationRunView, DestinationView } from '#shared/contracts/destinations.ts'
import { Badge } from '../components/badge.tsx'
import { Facts } from '../components/facts.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { formatCount } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'
import { destinationState } from './destination-words.ts'

interface DestinationFactsProps {
  destination: DestinationView
  /** Those that are kept, the newest first. */
  runs: readonly DestinationRunView[]
}

/** How a destination stands: in one word, in a sentence, and what its kept runs come to together. */
export function DestinationFacts({ destination, runs }: DestinationFactsProps) {
  const timeZone = useTimeZone()
  const [latest] = runs
  const { label, tone, meaning } = destinationState(destination, latest)
  const sum = (count: 'sentCount' | 'removedCount' | 'erasedCount') =>
    formatCount(runs.reduce((total, run) => total + run[count], 0))
  return (
    <>
      <p className="row">
        <Badge tone={tone}>{label}</Badge>
        <span>{meaning}</span>
      </p>
      <Facts
        facts={[
          {
            name: 'Latest run',
            value: latest === undefined ? 'None yet' : formatMoment(latest.startedAt, timeZone),
          },
          { name: 'Refused in it', value: formatCount(latest?.rejectedCount ?? 0) },
          { name: 'Sent, all runs', value: sum('sentCount') },
          { name: 'Removed there, all runs', value: sum('removedCount') },
          { name: 'Erased there, all runs', value: sum('erasedCount') },
        ]}
      />
    </>
  )
}
