/**
 * Values that are asked for with every request and rarely change, kept for a short time in this Worker's memory. What
 * was not found is not kept, so a new key works at once.
 */
export class RecentValues<Value> {
  readonly #values = new Map<string, { value: Value; untilMs: number }>()
  readonly #capacity: number
  readonly #keepMs: number

  constructor(capacity: number, keepMs: number) {
    this.#capacity = capacity
    this.#keepMs = keepMs
  }

  /** The value under a key: the kept one while it is fresh, else what `load` finds. */
  async get(key: string, nowMs: number, load: () => Promise<Value | undefined>): Promise<Value | undefined> {
    const kept = this.#values.get(key)
    if (kept !== undefined && kept.untilMs > nowMs) return kept.value
    this.#values.delete(key)
    const value = await load()
    if (value !== undefined) {
      const oldest = this.#values.size >= this.#capacity ? this.#values.keys().next().value : undefined
      if (oldest !== undefined) this.#values.delete(oldest)
      this.#values.set(key, { value, untilMs: nowMs + this.#keepMs })
    }
    return value
  }

  forget(key: string): void {
    this.#values.delete(key)
  }
}
