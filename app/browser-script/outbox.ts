import { ownPrefix, type TextStorage } from './storage.ts'
import type { Call } from './visitor.ts'

const callPrefix = `${ownPrefix}call.`
const gatherMs = 500
const firstRetryMs = 1_000
const longestRetryMs = 300_000
const maxKept = 500
const maxBatchChars = 100_000
/** Browsers take 64 KiB of beacons at a time; a character may be three bytes. */
const maxBeaconChars = 20_000

/**
 * Calls on their way. Each is kept under its own name until the server has it, so that several tabs do not get in each
 * other's way and what was not sent is sent from the next page. The server counts a call once, however often it comes.
 */
export class Outbox {
  readonly #storage: TextStorage
  readonly #url: string
  readonly #writeKey: string
  #timer: ReturnType<typeof setTimeout> | undefined
  #failureCount = 0
  #isSending = false

  constructor(storage: TextStorage, host: string, writeKey: string) {
    this.#storage = storage
    this.#url = `${host}/v1/batch`
    this.#writeKey = writeKey
    addEventListener('online', () => this.#sendSoon(0))
    this.#sendSoon(gatherMs)
  }

  add(call: Call): void {
    this.#storage.set(callPrefix + call.messageId, JSON.stringify(call))
    const [oldest, ...others] = this.#names()
    if (oldest !== undefined && others.length >= maxKept) this.#storage.remove(oldest)
    if (this.#failureCount === 0) this.#sendSoon(gatherMs)
  }

  /** The page may be gone in a moment. Nobody tells what became of a beacon, so its calls are kept all the same. */
  leave(): void {
    const { body } = this.#take(maxBeaconChars)
    if (body !== undefined) navigator.sendBeacon(this.#url, new Blob([body], { type: 'text/plain' }))
  }

  clear(): void {
    clearTimeout(this.#timer)
    for (const name of this.#names()) this.#storage.remove(name)
  }

  #sendSoon(afterMs: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#send(), afterMs)
  }

  async #send(): Promise<void> {
    const { body, names } = this.#take(maxBatchChars)
    if (body === undefined || this.#isSending) return
    this.#isSending = true
    const isTaken = await this.#post(body)
    this.#isSending = false
    if (isTaken) for (const name of names) this.#storage.remove(name)
    this.#failureCount = isTaken ? 0 : this.#failureCount + 1
    this.#sendSoon(
      isTaken ? gatherMs : Math.min(longestRetryMs, firstRetryMs * 2 ** (this.#failureCount - 1)),
    )
  }

  /** Also true of calls that the server will never take: they would block all that come after them. */
  async #post(body: string): Promise<boolean> {
    try {
      const { status } = await fetch(this.#url, {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'text/plain' },
        credentials: 'omit',
      })
      return status < 500 && status !== 408 && status !== 429
    } catch {
      return false
    }
  }

  /** The oldest calls that fit in so many characters, as a batch; at least one of them. */
  #take(maxChars: number): { body: string | undefined; names: string[] } {
    const names: string[] = []
    const texts: string[] = []
    let charCount = 0
    for (const name of this.#names()) {
      const text = this.#storage.get(name)
      if (text === null) continue
      charCount += text.length
      if (texts.length > 0 && charCount > maxChars) break
      names.push(name)
      texts.push(text)
    }
    const batch = `"batch":[${texts.join()}]`
    const head = JSON.stringify({ writeKey: this.#writeKey, sentAt: new Date().toISOString() }).slice(0, -1)
    return { body: texts.length === 0 ? undefined : `${head},${batch}}`, names }
  }

  #names(): string[] {
    return this.#storage
      .names()
      .filter((name) => name.startsWith(callPrefix))
      .sort()
  }
}
