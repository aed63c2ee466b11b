interface Kept<Value> {
  readonly value: Value
  readonly loadedMs: number
  /** From then on somebody has to look again. */
  untilMs: number
}

/** While one request looks again, the others go on with the kept value for so long. */
const lookingMs = 1_000

/**
 * Values that are asked for with every request and rarely change, kept for a short time in this Worker's memory. What
 * was not found is not kept, so a new key works at once. When it is time to look again, one request does; should that
 * fail, the kept value is good for `keepOnFailureMs` after it was loaded.
 */
export class RecentValues<Value> {
  readonly #values = new Map<string, Kept<Value>>()
  readonly #capacity: number
  readonly #keepMs: number
  readonly #keepOnFailureMs: number
  #forgetCount = 0

  constructor(capacity: number, keepMs: number, keepOnFailureMs = 0) {
    this.#capacity = capacity
    this.#keepMs = keepMs
    this.#keepOnFailureMs = keepOnFailureMs
  }

  /** The value under a key: the kept one while it is fresh, else what `load` finds. */
  async get(key: string, nowMs: number, load: () => Promise<Value | undefined>): Promise<Value | undefined> {
    const kept = this.#values.get(key)
    if (kept !== undefined) {
      if (kept.untilMs > nowMs) return kept.value
      kept.untilMs = nowMs + lookingMs
    }
    const forgetCount = this.#forgetCount
    const { value, loadedMs } = await this.#load(load, kept, nowMs)
    // What was read before somebody changed it must not be kept as if it were read after.
    if (forgetCount !== this.#forgetCount) return value
    this.#values.delete(key)
    if (value === undefined) return undefined
    const oldest = this.#values.size >= this.#capacity ? this.#values.keys().next().value : undefined
    if (oldest !== undefined) this.#values.delete(oldest)
    this.#values.set(key, { value, loadedMs, untilMs: nowMs + this.#keepMs })
    return value
  }

  forget(key: string): void {
    this.#forgetCount += 1
    this.#values.delete(key)
  }

  forgetAll(): void {
    this.#forgetCount += 1
    this.#values.clear()
  }

  async #load(
    load: () => Promise<Value | undefined>,
    kept: Kept<Value> | undefined,
    nowMs: number,
  ): Promise<{ value: Value | undefined; loadedMs: number }> {
    try {
      return { value: await load(), loadedMs: nowMs }
    } catch (error) {
      if (kept !== undefined && nowMs - kept.loadedMs < this.#keepOnFailureMs) return kept
      throw error
    }
  }
}
