import type { MemoryDatabase } from './memory-database.ts'

/** Passes each call on; may throw before or after its effect, or have it later. */
export type Effect = <Value>(make: () => Value) => Promise<Value>

/** An R2 bucket in memory, as far as files of sales need one. */
export class MemoryBucket {
  readonly objects = new Map<string, { readonly bytes: Uint8Array; uploaded: Date }>()
  readonly #effect: Effect
  /** How many reads are under way, and were at most. */
  readonly reads = { now: 0, most: 0, byteCount: 0 }

  constructor(effect: Effect) {
    this.#effect = effect
  }

  async get(key: string, options?: { range?: { offset: number; length: number } }) {
    this.reads.now += 1
    this.reads.most = Math.max(this.reads.most, this.reads.now)
    try {
      return await this.#effect(() => {
        const found = this.objects.get(key)
        if (found === undefined) return null
        const { offset = 0, length = found.bytes.length } = options?.range ?? {}
        const bytes = found.bytes.slice(offset, offset + length)
        this.reads.byteCount += bytes.length
        return { arrayBuffer: async () => bytes.buffer }
      })
    } finally {
      this.reads.now -= 1
    }
  }

  put(key: string, content: Uint8Array) {
    // Whoever writes may give the bytes back before the effect of a call that failed.
    const bytes = content.slice()
    return this.#effect(() => void this.objects.set(key, { bytes, uploaded: new Date() }))
  }

  delete(keys: string | readonly string[]) {
    return this.#effect(() => {
      for (const key of [keys].flat()) this.objects.delete(key)
    })
  }

  head(key: string) {
    return this.#effect(() => (this.objects.has(key) ? { key } : null))
  }

  list({ prefix }: { prefix: string }) {
    return this.#effect(() => ({
      objects: [...this.objects]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, { uploaded }]) => ({ key, uploaded })),
      truncated: false,
    }))
  }
}

/** D1 over a database in memory, as far as `runStatements` and drizzle need it; the columns of an answer have to have different names. */
export function memoryD1(database: MemoryDatabase, effect: Effect): D1Database {
  const d1 = {
    prepare: (text: string) => ({
      bind: (...values: (string | number | null)[]) => ({
        text,
        values,
        all: () => effect(() => ({ results: database.read({ text, values }) })),
        raw: () => effect(() => database.read({ text, values }).map((row) => Object.values(row))),
        run: () =>
          effect(() => {
            database.run([{ text, values }])
            return { meta: { changes: Number(database.all('select changes() as count')[0]?.count) } }
          }),
      }),
    }),
    batch: (statements: { text: string; values: (string | number | null)[] }[]) =>
      effect(() => {
        database.all('savepoint d1')
        try {
          const results = statements.map((statement) => ({ results: database.read(statement) }))
          database.all('release d1')
          return results
        } catch (error) {
          database.all('rollback to d1')
          database.all('release d1')
          throw error
        }
      }),
  }
  return d1 as unknown as D1Database
}
