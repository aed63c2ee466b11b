import { eraseCustomer } from '#queues/erasure/erase-customer.ts'
import { ingestBatch } from '#queues/ingest/ingest-batch.ts'
import type { IngestPorts } from '#queues/ingest/ingest-ports.ts'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { LogPointer } from '#shared/events/log-pointer.ts'
import type { RandomSource } from '#shared/kernel/random.ts'
import { mapTracking } from '#shared/sources/tracking/map.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { drawInt, shuffled } from '#tests/support/drawing.ts'
import { type MemoryDisk, memoryDisk } from '#tests/support/memory-disk.ts'
import { doorTo } from '#tests/support/memory-door.ts'
import { type MemoryPlatform, memoryPlatform } from '#tests/support/memory-platform.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { appendEvents } from '#workers/append-events.ts'
import type { PlatformContents } from '../check/platform-contents.ts'
import { type SentEvent, trackingCall } from '../shop/sent-event.ts'
import { type Decision, insist, type Shop } from '../shop/shop.ts'
import { decideIn } from './decide-in.ts'
import { type MortalDisk, mortalDisk, ProcessIsDead } from './mortal-disk.ts'
import { type OnStep, steppedPorts } from './stepped-ports.ts'

const maxUnderWay = 40
/** How often the alarms go off while time passes. */
const watchRate = 0.02
/** How often there is time for what goes on outside of JavaScript. */
const hashRate = 0.05
const receivedAtMs = Date.UTC(2026, 0, 1)

export interface MemoryShopOptions {
  readonly random: RandomSource
  readonly onStep?: OnStep
  /** How often a queue message is lost, 0..1; as often one comes twice. */
  readonly lossRate?: number
  /** How often something is looked for before it counts as waited for in vain; histories without a fault need up to some 400. */
  readonly patience?: number
  readonly tenant?: Partial<Parameters<typeof testTenant>[0]>
}

/** A shop on the real stores, queues and decisions in this process; what fails and gets lost is drawn, so seeds repeat. */
export class MemoryShop implements Shop {
  readonly #options: MemoryShopOptions
  readonly #random: RandomSource
  readonly #tenant: Tenant
  readonly #disk: MemoryDisk = memoryDisk()
  #process: MortalDisk
  #platform: MemoryPlatform
  #ports: IngestPorts
  #waiting: LogPointer[] = []
  #underWay = new Set<object>()
  readonly patience: number

  constructor(options: MemoryShopOptions) {
    this.#options = options
    this.patience = options.patience ?? 2_000
    this.#random = options.random
    this.#tenant = testTenant({ customerCellCount: 3, currency: 'GBP', ...options.tenant })
    this.#process = mortalDisk(this.#disk)
    this.#platform = this.#boot()
    this.#ports = this.#platform.ports
    this.crash()
  }

  /** Forgets all that is not on disk: caches, messages, calls that are under way. */
  crash(): void {
    this.#process.die()
    this.#process = mortalDisk(this.#disk)
    this.#platform = this.#boot()
    this.#waiting = []
    this.#underWay = new Set()
    const platform = this.#platform
    const { onStep } = this.#options
    if (onStep === undefined) {
      this.#ports = platform.ports
      return
    }
    const stepOf = async (name: string) => {
      await onStep(name)
      // What was under way when everything ended never goes on.
      if (platform !== this.#platform) await new Promise(() => {})
    }
    const erasurePorts = steppedPorts(platform.erasurePorts, stepOf)
    this.#ports = steppedPorts(
      {
        ...platform.ports,
        eraseCustomer: (tenant, operation) => eraseCustomer(tenant, operation, erasurePorts),
      },
      stepOf,
    )
  }

  async accept(events: readonly SentEvent[]): Promise<void> {
    const mapped = events.map((event) => canonical(event))
    await insist(this, `${events.length} events are accepted`, () => this.#append(mapped))
    await this.pause()
  }

  /** False when everything ended meanwhile: then the sender has no answer. */
  async #append(events: readonly CanonicalEvent[]): Promise<boolean> {
    const platform = this.#platform
    const before = platform.shards.map((store) => store.lastSequence)
    await appendEvents(doorTo(platform), this.#tenant, events, [], receivedAtMs).catch(isCutOff)
    if (platform !== this.#platform) return false
    for (const [shard, store] of platform.shards.entries()) {
      this.#send(shard, store.cutRange((before[shard] ?? 0) + 1, store.lastSequence, this.#pieceSize()))
    }
    return true
  }

  async ownerOf(key: string): Promise<string | null> {
    return this.#platform.directory.find([key]).get(key) ?? null
  }

  async decide(decision: Decision): Promise<void> {
    await decideIn(this.#platform, decision, receivedAtMs).catch(isCutOff)
    this.#begin(() => settleIdentity(this.#tenant, this.#ports).catch(() => undefined))
    await this.pause()
  }

  /** Delivers some messages, which are worked on side by side, and lets a part of the work be done. */
  async pause(): Promise<void> {
    if (this.#random() < watchRate) this.#watch()
    const messages = shuffled(this.#random, this.#waiting.splice(0))
    while (messages.length > 0 && this.#underWay.size < maxUnderWay) {
      const batch = messages.splice(0, drawInt(this.#random, 1, 4))
      this.#begin(() => this.#deliver(batch))
    }
    this.#waiting.push(...messages)
    for (let turns = drawInt(this.#random, 1, 300); turns > 0; turns -= 1) await null
    // Hashing is done outside the turns of JavaScript. To wait for it lets everything else under way end first.
    if (this.#random() < hashRate) await new Promise((resolve) => setImmediate(resolve))
  }

  async settled(): Promise<void> {
    await insist(this, 'everything is settled', async () => this.#underWay.size === 0 && !this.#isBusy())
  }

  contents(): PlatformContents {
    const named = (pattern: RegExp) =>
      [...this.#disk.objectNames].filter((name) => pattern.test(name)).map((name) => this.#reader(name))
    const [directory] = named(/:identity-directory$/)
    if (directory === undefined) throw new Error('there is no directory')
    return {
      logs: named(/:event-log:/),
      directory,
      customers: named(/:(?:customer|customer-cell|guest-orders):/),
      database: { rows: <Row>(statement: string) => this.#disk.database.all(statement) as Row[] },
      archive: [...this.#disk.archive.values()],
    }
  }

  close(): void {
    this.#disk.close()
  }

  #boot(): MemoryPlatform {
    return memoryPlatform(this.#tenant, this.#random, () => receivedAtMs, this.#process.disk)
  }

  #reader(objectName: string) {
    const sql = this.#disk.sql(objectName)
    return { rows: <Row>(statement: string) => sql.all(statement) as Row[] }
  }

  /** What the alarms do: send again what is not settled, and see to open decisions. */
  #watch(): void {
    for (const [shard, store] of this.#platform.shards.entries()) {
      this.#send(shard, store.overdueRanges(Number.MAX_SAFE_INTEGER, this.#pieceSize(), 20))
    }
    this.#begin(() => settleIdentity(this.#tenant, this.#ports).catch(() => undefined))
  }

  /** The queue: some messages get lost in it. */
  #send(shard: number, ranges: readonly (readonly [number, number])[]): void {
    const { lossRate = 0 } = this.#options
    const { tenantId } = this.#tenant
    for (const [fromSequence, toSequence] of ranges) {
      if (this.#random() < lossRate) continue
      this.#waiting.push({ version: 1, tenantId, shard, fromSequence, toSequence })
    }
  }

  /** A consumer at work; some messages come twice. */
  async #deliver(batch: readonly LogPointer[]): Promise<void> {
    const { lossRate = 0 } = this.#options
    const outcomes = await ingestBatch(batch, this.#ports)
    for (const [index, outcome] of outcomes.entries()) {
      const pointer = batch[index]
      const isAgain = outcome.kind === 'retry' || this.#random() < lossRate
      if (pointer !== undefined && isAgain) this.#waiting.push(pointer)
    }
  }

  /** Begins work that nobody waits for. After a crash it never ends. */
  #begin(work: () => Promise<void>): void {
    const underWay = this.#underWay
    const task = {}
    underWay.add(task)
    void work().finally(() => underWay.delete(task))
  }

  #pieceSize(): number {
    return drawInt(this.#random, 1, 12)
  }

  #isBusy(): boolean {
    const { operations, records } = this.#platform.directory.openWork()
    const open = [operations, records.merges, records.reviews, records.splits]
    return (
      open.some(({ length }) => length > 0) || this.#platform.shards.some((shard) => shard.hasUnsettled())
    )
  }
}

/** Whoever was asking when everything ended got no answer, and will ask again. */
function isCutOff(error: unknown): void {
  if (!(error instanceof ProcessIsDead)) throw error
}

/** An event as the tracking door would make it. */
function canonical(event: SentEvent): CanonicalEvent {
  const mapped = mapTracking(
    {
      kind: undefined,
      fields: JSON.parse(JSON.stringify(trackingCall(event))),
      sentAt: undefined,
      context: undefined,
    },
    {
      source: 'tracking/web',
      receivedAtMs,
      defaultCurrency: 'GBP',
      timeZone: 'Europe/London',
      settings: {},
      freshId: () => 'none',
    },
  )
  const [only] = mapped.ok ? mapped.value : []
  if (only === undefined) throw new Error(`${event.id} is no event: ${JSON.stringify(mapped)}`)
  return only
}
