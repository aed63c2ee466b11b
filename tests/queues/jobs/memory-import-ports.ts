import type { ImportPorts } from '#queues/jobs/import-ports.ts'
import { runImportStep } from '#queues/jobs/run-import-step.ts'
import type { ImportMessage } from '#queues/messages.ts'
import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import { confirmMapping } from '#shared/imports/confirm-mapping.ts'
import { guessMapping } from '#shared/imports/guess-mapping.ts'
import { uploadKey } from '#shared/imports/import-keys.ts'
import { newImport } from '#shared/imports/new-import.ts'
import { previewBytes, readPreview } from '#shared/imports/read-preview.ts'

export const shop = { currency: 'GBP', timeZone: 'Europe/London', country: 'GB' }

/** A world of imports in memory that behaves as the real one promises, and can be told to break. */
export class ImportWorld {
  readonly rows = new Map<string, CustomerImportRow>()
  readonly objects = new Map<string, Uint8Array>()
  readonly events = new Map<string, CanonicalEvent>()
  readonly messages: ImportMessage[] = []
  clockMs = Date.UTC(2026, 0, 1)
  portCallCount = 0
  /** The port call that breaks: before its effect or after it. */
  crash: { atCall: number; afterEffect: boolean } | undefined
  unsettledPolls = 2

  /** What the upload route does: file, row and first message. */
  upload(importId: string, bytes: Uint8Array): CustomerImportRow {
    const preview = readPreview(bytes.subarray(0, previewBytes), bytes.length <= previewBytes)
    if (!preview.ok) throw new Error(preview.failure.message)
    const mapping = confirmMapping(guessMapping(preview.value.columns, preview.value.rows, shop), shop)
    const row: CustomerImportRow = {
      ...newImport({
        tenantId: 'tenant',
        importId,
        fileName: 'orders.csv',
        byteCount: bytes.length,
        preview: preview.value,
        createdAtMs: this.clockMs,
      }),
      state: 'reading',
      mapping,
    }
    this.rows.set(importId, row)
    this.objects.set(uploadKey(row), bytes)
    this.messages.push({ version: 1, kind: 'import', tenantId: 'tenant', importId })
    return row
  }

  /** Works until no message is left. A crash loses the message, as a killed process does; the sweeper sends it again. */
  async run(importId: string): Promise<CustomerImportRow> {
    for (let round = 0; round < 100_000; round += 1) {
      const message = this.messages.shift()
      if (message === undefined) {
        const row = this.rows.get(importId)
        if (row === undefined) throw new Error('no such import')
        if (row.finishedAt !== null) return row
        this.messages.push({ version: 1, kind: 'import', tenantId: 'tenant', importId })
        continue
      }
      try {
        await runImportStep(message, this.ports())
      } catch (error) {
        if (!(error instanceof Crash)) throw error
      }
    }
    throw new Error('the import does not end')
  }

  ports(): ImportPorts {
    return {
      shopCountry: shop.country,
      imports: {
        find: (importId) => this.#call(() => this.rows.get(importId)),
        advance: (seen, changes) =>
          this.#call(() => {
            const row = this.rows.get(seen.importId)
            if (row === undefined || row.step !== seen.step) return false
            this.rows.set(seen.importId, { ...row, ...changes, step: row.step + 1 })
            return true
          }),
      },
      files: {
        read: (key, range) =>
          this.#call(() => this.objects.get(key)?.slice(range?.offset, range && range.offset + range.length)),
        write: (key, text) => this.#call(() => void this.objects.set(key, new TextEncoder().encode(text))),
        list: (folder) =>
          this.#call(() => [...this.objects.keys()].filter((key) => key.startsWith(folder)).sort()),
        remove: (keys) =>
          this.#call(() => {
            for (const key of keys) this.objects.delete(key)
          }),
      },
      log: {
        append: (events) =>
          this.#call(() => {
            const fresh = events.filter((event) => !this.events.has(eventKey(event)))
            for (const event of fresh) this.events.set(eventKey(event), event)
            return { acceptedCount: fresh.length, duplicateCount: events.length - fresh.length }
          }),
        oldestUnsettledMs: () =>
          this.#call(() => {
            this.unsettledPolls -= 1
            return this.unsettledPolls >= 0 ? this.clockMs - 1 : undefined
          }),
      },
      // What is in this log is visible to nobody.
      orders: { heads: () => this.#call(() => new Map()) },
      withdrawPiece: (at) =>
        this.#call(() =>
          at.eventCount < this.events.size ? { ...at, eventCount: at.eventCount + 2 } : undefined,
        ),
      queue: { send: (message) => this.#call(() => void this.messages.push(message)) },
      nowMs: () => this.clockMs,
    }
  }

  async #call<Value>(effect: () => Value): Promise<Value> {
    const isCrash = this.portCallCount === this.crash?.atCall
    this.portCallCount += 1
    if (isCrash && this.crash?.afterEffect === false) throw new Crash()
    const value = effect()
    if (isCrash) throw new Crash()
    return value
  }
}

class Crash extends Error {}
