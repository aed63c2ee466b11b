import type { DestinationRunView } from '#shared/contracts/destinations.ts'
import { Badge } from '../components/badge.tsx'
import { Card } from '../components/card.tsx'
import { EmptyState } from '../components/states.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { useTimeZone } from '../session/use-session.ts'
import { runCounts, runWords } from './destination-words.ts'

/** Runs shown; the figures above them are of all that are kept. */
const shownRuns = 10

/** What the latest runs came to, the newest first, and how far one is that is going on. */
export function RunList({ runs }: { runs: readonly DestinationRunView[] }) {
  return (
    <Card title="Runs" note="kept for 30 days">
      {runs.length === 0 ? (
        <EmptyState title="No run yet" icon="send">
          A run looks at every customer who changed since the one before, and sends what is new.
        </EmptyState>
      ) : (
        <ol className="event-list" aria-label="Runs, the newest first">
          {runs.slice(0, shownRuns).map((run) => (
            <Run key={run.id} run={run} />
          ))}
        </ol>
      )}
    </Card>
  )
}

function Run({ run }: { run: DestinationRunView }) {
  const timeZone = useTimeZone()
  const { label, tone } = runWords[run.state]
  return (
    <li>
      <div className="row">
        <Badge tone={tone}>{label}</Badge>
        <strong>{formatMoment(run.startedAt, timeZone)}</strong>
        {run.finishedAt === null ? (
          <span className="small quiet">
            Last heard of {formatMoment(run.progressedAt, timeZone)}; it goes on by itself
          </span>
        ) : null}
      </div>
      {run.finishedAt === null ? (
        <progress className="progress progress-note" aria-label={`${label}: how much is left is not known`} />
      ) : null}
      <p className="small progress-note">
        {runCounts(run)}
        {run.failure === null ? '' : ` What stopped it: ${run.failure}.`}
      </p>
    </li>
  )
}
