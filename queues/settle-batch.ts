import type { Outcome } from './outcome.ts'

/** The part of a Cloudflare queue message that settling needs. */
export interface Settleable {
  ack(): void
  retry(options?: { delaySeconds?: number }): void
}

/** Turns outcomes into acks and retries: the only place that does. `outcomes[i]` belongs to `messages[i]`. */
export function settleBatch(
  messages: readonly Settleable[],
  outcomes: readonly Outcome[],
  report: (outcome: Outcome) => void,
): void {
  for (const [index, message] of messages.entries()) {
    const outcome = outcomes[index]
    if (outcome === undefined) {
      message.retry()
      continue
    }
    if (outcome.kind !== 'done') report(outcome)
    if (outcome.kind === 'retry') message.retry({ delaySeconds: outcome.afterSeconds })
    else message.ack()
  }
}
