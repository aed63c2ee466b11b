import { Form } from '@remix-run/react'
import type { BackfillRunView, ConnectionView } from '#shared/contracts/connections.ts'
import { Badge } from '../components/badge.tsx'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { TextField } from '../components/field.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'
import { connectionPath } from './connection-address.ts'
import { runStates } from './connection-words.ts'

interface BackfillCardProps {
  connection: ConnectionView
  resources: readonly string[]
  runs: readonly BackfillRunView[]
}

/** Reads what the other system has, from before it was connected or lost on the way; shows how that goes. */
export function BackfillCard({ connection, resources, runs }: BackfillCardProps) {
  const isReading = runs.some(({ state }) => state === 'reading')
  return (
    <Card title="What was there before" note={resources.join(', ')}>
      <div className="stack">
        <p className="small">
          Reads the system itself. What came by a delivery already is recognised and counts once.
        </p>
        {isReading ? null : <StartBackfill connection={connection} />}
        {runs.length === 0 ? null : (
          <ol className="event-list" aria-label="Back-fills, the newest first">
            {runs.map((run) => (
              <Run key={run.id} run={run} />
            ))}
          </ol>
        )}
      </div>
    </Card>
  )
}

function StartBackfill({ connection }: { connection: ConnectionView }) {
  if (!connection.hasCredentials) {
    return (
      <p>
        <ButtonLink to={connectionPath(connection, 'settings')}>Enter the access first</ButtonLink>
      </p>
    )
  }
  if (connection.status === 'paused') return <p className="quiet">Resume the connection first.</p>
  return (
    <Form method="post" className="form-inline">
      <TextField label="Changed since" hint="Empty: everything" name="changedSince" type="date" />
      <div className="row">
        <Button type="submit" name="intent" value="start-backfill">
          Start reading
        </Button>
      </div>
    </Form>
  )
}

function Run({ run }: { run: BackfillRunView }) {
  const timeZone = useTimeZone()
  const { label, tone } = runStates[run.state]
  const { finishedResourceCount, resourceCount } = run
  return (
    <li>
      <div className="row">
        <Badge tone={tone}>{label}</Badge>
        <strong>{formatMoment(run.startedAt, timeZone)}</strong>
        <span className="small quiet">
          {run.kind === 'reconciliation' ? 'By itself' : 'By a person'},{' '}
          {run.changedSince === null
            ? 'everything'
            : `what changed since ${formatMoment(run.changedSince, timeZone)}`}
        </span>
      </div>
      {run.state === 'reading' ? (
        <progress
          className="progress progress-note"
          value={finishedResourceCount}
          max={resourceCount}
          aria-label={`Read ${finishedResourceCount} of ${resourceCount}: now ${run.resource}`}
        />
      ) : null}
      <p className="small progress-note">
        {run.state === 'reading'
          ? `${finishedResourceCount} of ${resourceCount} parts, now ${run.resource}. `
          : ''}
        {countOf(run.recordCount, 'record')} read: {countOf(run.acceptedCount, 'new event')},{' '}
        {run.duplicateCount} known already, {run.rejectedCount} in quarantine.
        {run.failure === null ? '' : ` What stopped it: ${run.failure}.`}
      </p>
      {run.state === 'reading' ? (
        <Form method="post" className="progress-note">
          <input type="hidden" name="runId" value={run.id} />
          <Button type="submit" name="intent" value="cancel-backfill" small>
            Cancel
          </Button>
        </Form>
      ) : null}
    </li>
  )
}
