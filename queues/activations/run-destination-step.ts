import type { DestinationRunRow } from '#shared/database/tables/destination.ts'
import type { DeliveryFailure } from '#shared/destinations/destination.ts'
import { secondMs } from '#shared/kernel/time.ts'
import type { DestinationMessage } from '../messages.ts'
import { done, type Outcome } from '../outcome.ts'
import type { DestinationPorts } from './destination-ports.ts'
import { removePage } from './remove-page.ts'
import { type StepResult, sendPage } from './send-page.ts'

/** A system that asks for a pause and does not say how long. */
const defaultWaitSeconds = 30

/**
 * Does the next step of a destination's run: tells who was erased, sends a page of customers, or removes who left. Notes what came of
 * it, and sends the message for the step after. The rows are the only memory: a message that is lost, repeated or
 * late does no harm, and a page that is sent twice changes nothing at the destination.
 */
export async function runDestinationStep(
  message: DestinationMessage,
  ports: DestinationPorts,
): Promise<Outcome> {
  const run = await ports.findRun(message.runId)
  if (run === undefined) return { kind: 'drop', reason: 'unknown-destination-run' }
  if (run.finishedAt !== null) return done
  const open = await ports.open(run)
  if (open === undefined) {
    await ports.store(run, {}, ended('cancelled', ports))
    return done
  }
  if (!open.ok) return stop(run, message, { ledger: {}, changes: {} }, open.failure, ports)

  const step = await (run.state === 'sending' ? sendPage : removePage)(run, open.value, ports)
  if (step.failure !== undefined) return stop(run, message, step, step.failure, ports)
  const isEnd = step.changes.state === 'done'
  const progress = isEnd ? ended('done', ports) : { progressedAt: ports.nowMs() }
  const isMine = await ports.store(run, step.ledger, { ...step.changes, ...progress })
  if (isMine && !isEnd) await ports.queue.send(message, 0)
  return done
}

/** What a failure means for the run: it ends, waits for as long as it is asked to, or is tried again. */
async function stop(
  run: DestinationRunRow,
  message: DestinationMessage,
  { ledger, changes }: Omit<StepResult, 'failure'>,
  { kind, message: failure, retryable, afterSeconds }: DeliveryFailure,
  ports: DestinationPorts,
): Promise<Outcome> {
  if (!retryable) {
    await ports.store(run, ledger, { ...changes, failure, ...ended('failed', ports) })
    return done
  }
  const waitSeconds = afterSeconds ?? defaultWaitSeconds
  if (kind === 'rate-limited') {
    // Being asked to wait is no failed try. The run stands where it will be when the wait is over, so that the minute's
    // schedule does not take it for one that was forgotten.
    const progressedAt = ports.nowMs() + waitSeconds * secondMs
    if (await ports.store(run, ledger, { ...changes, progressedAt }))
      await ports.queue.send(message, waitSeconds)
    return done
  }
  // A run that gets nowhere must look so, or it would never be given up.
  const hasProgress = Object.values(ledger).some((part) => part.length > 0)
  if (hasProgress) await ports.store(run, ledger, { ...changes, progressedAt: ports.nowMs() })
  return { kind: 'retry', afterSeconds: waitSeconds, reason: failure }
}

function ended(state: 'done' | 'failed' | 'cancelled', ports: DestinationPorts) {
  const nowMs = ports.nowMs()
  return { state, progressedAt: nowMs, finishedAt: nowMs }
}
