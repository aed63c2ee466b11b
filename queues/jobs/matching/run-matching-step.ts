import type { MatchingRunRow } from '#shared/database/tables/matching-run.ts'
import type { MatchingMessage } from '../../messages.ts'
import { done, type Outcome } from '../../outcome.ts'
import type { MatchingPorts } from './matching-ports.ts'
import { count, type MatchingStep, propose, score, survey } from './matching-steps.ts'

const stepByState: Partial<Record<MatchingRunRow['state'], MatchingStep>> = {
  surveying: survey,
  counting: count,
  scoring: score,
  proposing: propose,
}

/**
 * Does the next step of a matching run, notes it in the run's row, and sends the message for the one after. The row is
 * the only memory: a message that is lost, repeated or late does no harm.
 */
export async function runMatchingStep(message: MatchingMessage, ports: MatchingPorts): Promise<Outcome> {
  const run = await ports.runs.find(message.runId)
  if (run === undefined) return { kind: 'drop', reason: 'unknown-matching-run' }
  const step = stepByState[run.state]
  if (step === undefined) return done

  const changes = await step(run, ports)
  const isMine = await ports.runs.advance(run, { ...changes, progressedAt: ports.nowMs() })
  if (!isMine || stepByState[changes.state ?? run.state] === undefined) return done
  await ports.queue.send(message)
  return done
}
