import { deliveryRow, type ReceivedDelivery } from '#shared/connections/delivery-row.ts'
import { insertDeliveries } from '#shared/database/insert-deliveries.ts'
import type { ConnectionLogRow } from '#shared/database/tables/connection-logs.ts'
import { errorReport } from '#shared/kernel/error-report.ts'
import { minuteMs, secondMs } from '#shared/kernel/time.ts'
import type { Env } from './env.ts'

const gatherMs = 200
const maxTogether = 100
/** While D1 is away or slow, rows wait here, each of up to 32 KiB; what is more is not written down. */
const maxWaiting = 500
const counterLimit = 2 ** 20
/** Of what is not verified, so many are noted a minute and connection: anybody may send it. */
const maxRefusedPerMinute = 60

/**
 * Writes deliveries into `connection_logs`, many at once and after they were answered. What it cannot write is lost: it
 * tells what happened, and never stands in the way of it.
 */
export class DeliveryLog {
  #waiting: ConnectionLogRow[] = []
  /** Tells apart, and in order, what comes within a millisecond. */
  #counter = 0
  #gatheringUntilMs = 0
  readonly #refused = new Map<string, { minute: number; count: number }>()

  /** Returns at once; the work is given to `waitUntil`. */
  note(
    received: ReceivedDelivery,
    env: Pick<Env, 'DB'>,
    nowMs: number,
    waitUntil: (work: Promise<void>) => void,
  ): void {
    if (!received.isVerified && this.#isTooMany(received, nowMs)) return
    this.#counter = (this.#counter + 1) % counterLimit
    if (this.#waiting.length < maxWaiting)
      this.#waiting.push(deliveryRow(received, Math.random, this.#counter))
    if (this.#waiting.length >= maxTogether) waitUntil(this.#write(env))
    // A request whose turn it was to write may have been ended; then another one takes over.
    else if (nowMs > this.#gatheringUntilMs + secondMs) {
      this.#gatheringUntilMs = nowMs + gatherMs
      waitUntil(this.#writeLater(env))
    }
  }

  async #writeLater(env: Pick<Env, 'DB'>): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, gatherMs))
    this.#gatheringUntilMs = 0
    await this.#write(env)
  }

  async #write(env: Pick<Env, 'DB'>): Promise<void> {
    const rows = this.#waiting.splice(0, maxTogether)
    if (rows.length === 0) return
    try {
      await env.DB.batch(
        insertDeliveries(rows).map(({ text, values }) => env.DB.prepare(text).bind(...values)),
      )
    } catch (error) {
      // biome-ignore lint/suspicious/noConsole: the deliveries themselves are safe, and there is nobody else to tell
      console.error(
        JSON.stringify({ level: 'error', at: 'delivery-log', lost: rows.length, ...errorReport(error) }),
      )
    }
  }

  #isTooMany({ source, connectionId }: ReceivedDelivery, nowMs: number): boolean {
    const minute = Math.floor(nowMs / minuteMs)
    const key = `${source}/${connectionId}`
    const known = this.#refused.get(key)
    const refused = known?.minute === minute ? known : { minute, count: 0 }
    refused.count += 1
    if (this.#refused.size > 1_000) this.#refused.clear()
    this.#refused.set(key, refused)
    return refused.count > maxRefusedPerMinute
  }
}

/** One for all requests of this Worker's memory. */
export const deliveryLog = new DeliveryLog()
