import { Form } from '@remix-run/react'
import type { MatchingRunView } from '#shared/contracts/matching-runs.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { useAutoRefresh } from '../components/use-auto-refresh.ts'
import { formatMoment } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'

const refreshEveryMs = 3_000

/** The daily search for customers who look like one person: how the last one went, and a way to begin one now. */
export function MatchingRunCard({ run }: { run: MatchingRunView | undefined }) {
  const timeZone = useTimeZone()
  const isRunning = run !== undefined && run.finishedAt === null
  useAutoRefresh(refreshEveryMs, isRunning)
  return (
    <Card title="Likely the same person">
      <p className="small quiet">
        Once a day Patron compares names, addresses, birth dates and contacts of all customers, and asks about
        pairs that are probably one person.
      </p>
      <p aria-live="polite">{run === undefined ? 'It has not run yet.' : outcomeOf(run, timeZone)}</p>
      <Form method="post">
        <Button type="submit" disabled={isRunning}>
          {isRunning ? 'Looking…' : 'Look now'}
        </Button>
      </Form>
    </Card>
  )
}

function outcomeOf(run: MatchingRunView, timeZone: string): string {
  if (run.state === 'failed') return `The last search failed: ${run.failure ?? 'no reason is known'}.`
  if (run.finishedAt === null) return `Looking: ${Math.round(run.progressRate * 100)} % done.`
  const found = [countOf(run.reviewCount, 'new review')]
  if (run.mergeCount > 0) found.push(countOf(run.mergeCount, 'merge'))
  return `Last search ${formatMoment(run.finishedAt, timeZone)}: ${countOf(run.recordCount, 'customer')} compared, ${found.join(' and ')}.`
}
