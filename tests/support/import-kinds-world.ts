import { getTableColumns } from 'drizzle-orm'
import { ingestBatch } from '#queues/ingest/ingest-batch.ts'
import { findOrderHeads } from '#queues/jobs/find-order-heads.ts'
import type { ImportPorts } from '#queues/jobs/import-ports.ts'
import { runImportStep } from '#queues/jobs/run-import-step.ts'
import { withdrawPiece } from '#queues/jobs/undo/withdraw-piece.ts'
import { type CustomerImportRow, customerImportTable } from '#shared/database/tables/customer-import.ts'
import { newUndo } from '#shared/imports/import-undo.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { ImportWorld } from '#tests/queues/jobs/memory-import-ports.ts'
import { appendEvents } from '#workers/append-events.ts'
import { doorTo } from './memory-door.ts'
import { type MemoryPlatform, memoryPlatform } from './memory-platform.ts'
import { orderHeadSources } from './order-head-sources.ts'
import { testTenant } from './test-tenant.ts'

/** Wraps ports, to make their calls fail. */
export type Weakening = <Ports extends object>(ports: Ports) => Ports

/** Files of all kinds, their imports, and the platform that these tell: the real steps over stores in memory. */
export class ImportKindsWorld {
  readonly tenant: Tenant
  readonly imports = new ImportWorld()
  readonly platform: MemoryPlatform

  constructor(logShardCount: number) {
    this.tenant = testTenant({ tenantId: 'tenant', customerCellCount: 2, logShardCount })
    this.platform = memoryPlatform(this.tenant, seededRandom(1), () => this.imports.clockMs)
  }

  /** Imports a file, uploaded at that moment. */
  async load(importId: string, csv: string, atMs: number, weakened: Weakening = (ports) => ports) {
    this.imports.clockMs = atMs
    this.imports.upload(importId, new TextEncoder().encode(csv))
    await this.#run(importId, weakened)
  }

  /** `workerCount`: so many do each step at the same time. */
  async undo(importId: string, weakened: Weakening = (ports) => ports, workerCount = () => 1) {
    const row = this.#row(importId)
    const undo = newUndo('owner', this.imports.clockMs)
    this.imports.rows.set(importId, { ...row, state: 'undoing', undo, step: row.step + 1 })
    this.#mirrorRows()
    await this.#run(importId, weakened, workerCount)
  }

  /** Lines of orders that wait, by the object they wait in. */
  waiting(): Record<string, string> {
    const texts = [...this.imports.objects].filter(([key]) => key.startsWith('waiting-lines/'))
    return Object.fromEntries(texts.map(([key, bytes]) => [key, new TextDecoder().decode(bytes)]).sort())
  }

  #row(importId: string): CustomerImportRow {
    const row = this.imports.rows.get(importId)
    if (row === undefined) throw new Error(`there is no ${importId}`)
    return row
  }

  async #run(importId: string, weakened: Weakening, workerCount = () => 1): Promise<void> {
    const ports = this.#ports(importId, weakened)
    const message = { version: 1, kind: 'import', tenantId: this.tenant.tenantId, importId } as const
    for (let tries = 0; !['done', 'undone'].includes(this.#row(importId).state); tries += 1) {
      if (tries > 2_000) throw new Error(`${importId} does not end`)
      this.imports.messages.length = 0
      const steps = Array.from({ length: workerCount() }, () => runImportStep(message, ports))
      for (const step of await Promise.allSettled(steps)) {
        if (step.status === 'rejected' && !/was not reached|was lost/.test(String(step.reason)))
          throw step.reason
      }
    }
    this.#mirrorRows()
  }

  #ports(importId: string, weakened: Weakening): ImportPorts {
    const { tenant, platform } = this
    const plain = this.imports.ports()
    const undoPorts = weakened(platform.undoPorts)
    return {
      ...plain,
      imports: weakened(plain.imports),
      files: weakened(plain.files),
      log: weakened({
        append: async (events, receivedAtMs, teller = importId) =>
          appendEvents(doorTo(platform), tenant, events, [], receivedAtMs, teller),
        oldestUnsettledMs: async () => {
          await this.#ingest()
          return undefined
        },
      } satisfies ImportPorts['log']),
      orders: {
        heads: (orderIds) => findOrderHeads(tenant, orderIds, orderHeadSources(platform)),
      },
      withdrawPiece: (at) => withdrawPiece(tenant, importId, at, undoPorts),
    }
  }

  async #ingest(): Promise<void> {
    const { tenantId } = this.tenant
    const pointers = this.platform.shards.flatMap((store, shard) =>
      store.overdueRanges(Number.MAX_SAFE_INTEGER, 5, 20).map(([fromSequence, toSequence]) => {
        return { version: 1, tenantId, shard, fromSequence, toSequence }
      }),
    )
    await ingestBatch(pointers, this.platform.ports)
  }

  /** The undo asks D1 which other imports there are. */
  #mirrorRows(): void {
    const columns = Object.entries(getTableColumns(customerImportTable))
    const names = columns.map(([, column]) => column.name)
    this.platform.database.run(
      [...this.imports.rows.values()].map((row) => ({
        text: `insert or replace into customer_import (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
        values: columns.map(([field, column]) => {
          const value = row[field as keyof CustomerImportRow]
          return value === null ? null : (column.mapToDriverValue(value) as string | number)
        }),
      })),
    )
  }
}
