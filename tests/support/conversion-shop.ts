import { expect } from 'vitest'
import { ingestBatch } from '#queues/ingest/ingest-batch.ts'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import { convertOrders } from '#queues/jobs/convert-orders.ts'
import { correctOrders } from '#queues/jobs/correct-orders.ts'
import { replaceExchangeRates } from '#shared/database/exchange-rates.ts'
import { tenantsWithCorrections } from '#shared/database/rate-corrections.ts'
import {
  beforeAllWaiting,
  tenantsWithWaitingOrders,
  type WaitingPlace,
} from '#shared/database/waiting-orders.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time.ts'
import { drawOne } from '#tests/support/drawing.ts'
import { faultyPorts } from '#tests/support/faulty-ports.ts'
import { memoryConversionPorts } from '#tests/support/memory-conversion-ports.ts'
import { memoryDisk } from '#tests/support/memory-disk.ts'
import { doorTo } from '#tests/support/memory-door.ts'
import { type MemoryPlatform, memoryPlatform } from '#tests/support/memory-platform.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { appendEvents } from '#workers/append-events.ts'

export interface DatedRate {
  readonly currency: string
  readonly day: string
  readonly rate: number
}

/** A shop with its door, and the job that converts orders late. */
export class ConversionShop {
  readonly disk = memoryDisk()
  readonly buyers = new Set<string>()
  readonly platform: MemoryPlatform
  nowMs = testTimeMs + 10 * dayMs

  /** `tenantId` is to be new each time: the door remembers rates. */
  constructor(tenantId: string, cellCount: number) {
    const tenant = testTenant({ tenantId, logShardCount: 1, customerCellCount: cellCount, timeZone: 'UTC' })
    this.platform = memoryPlatform(tenant, seededRandom(1), () => this.nowMs, this.disk)
    this.platform.database.run([
      {
        text: `insert into tenant (tenant_id, name, currency, time_zone, country, status, created_at, log_shard_count,
                 customer_cell_count) values (?, 'Shop', ?, 'UTC', 'GB', 'active', 0, 1, ?)`,
        values: [tenantId, tenant.currency, cellCount],
      },
    ])
  }

  async take(events: readonly CanonicalEvent[]): Promise<void> {
    const { tenant, shards, ports } = this.platform
    // What the door knows of rates, it knows for a minute.
    this.nowMs += 2 * minuteMs
    const first = (shards[0]?.lastSequence ?? 0) + 1
    await appendEvents(doorTo(this.platform), tenant, events, [], this.nowMs)
    const toSequence = shards[0]?.lastSequence ?? 0
    if (toSequence < first) return
    const pointer = { version: 1, tenantId: tenant.tenantId, shard: 0, fromSequence: first, toSequence }
    expect(await ingestBatch([pointer], ports)).toEqual([{ kind: 'done' }])
    await settleIdentity(tenant, ports)
  }

  setRates(rates: readonly DatedRate[]): void {
    const { tenant, database } = this.platform
    database.run(replaceExchangeRates(tenant.tenantId, rates, this.nowMs))
  }

  /** All messages of the jobs, hour by hour, until nothing waits; a call that fails has its message sent again. */
  async convert(random: RandomSource, faultRate = 0): Promise<void> {
    const { tenant } = this.platform
    let faultRateNow = faultRate
    let hour = 0
    do {
      const nowMs = () => this.nowMs + hour * hourMs
      const ports = memoryConversionPorts(this.platform, this.disk, nowMs, this.buyers)
      const faulty = { ...faultyPorts(ports, random, () => faultRateNow), nowMs }
      const page = () => drawOne(random, [1, 2, 3, 200])
      const convertChain = async () => {
        let place: WaitingPlace | null = beforeAllWaiting
        for (let messages = 0; place !== null; messages += 1) {
          this.#expectEnd(messages)
          const from: WaitingPlace = place
          await redelivered(async () => {
            place = await convertOrders(tenant, from, faulty, page())
          })
        }
      }
      const correctChain = async () => {
        let goesOn = true
        for (let messages = 0; goesOn; messages += 1) {
          this.#expectEnd(messages)
          await redelivered(async () => {
            const { goesOn: more, givenUp } = await correctOrders(tenant, faulty, page())
            expect(givenUp).toBeUndefined()
            goesOn = more
          })
        }
      }
      // Now and then two do the same at once.
      const chains = [convertChain, correctChain].flatMap((chain) =>
        random() < 0.3 ? [chain, chain] : chain,
      )
      await Promise.all(chains.map((chain) => chain()))
      hour += 1
      // A day of failures would end in giving up.
      if (hour === 3) faultRateNow = 0
    } while (this.isWaiting)
  }

  #expectEnd(messages: number): void {
    if (messages > 1_000) throw new Error('the job comes to no end')
  }

  get isWaiting(): boolean {
    const { database } = this.platform
    const found = [tenantsWithWaitingOrders, tenantsWithCorrections(Number.MAX_SAFE_INTEGER)]
    return found.some((statement) => database.read(statement).length > 0)
  }

  rows(statement: string): unknown[][] {
    return this.platform.database.all(statement).map(Object.values)
  }

  close(): void {
    this.platform.close()
  }
}

/** A message, given again as long as a call fails. */
async function redelivered(message: () => Promise<void>): Promise<void> {
  for (let attempts = 0; ; attempts += 1) {
    try {
      await message()
      return
    } catch (error) {
      if (attempts > 200 || !/was not reached|was lost/.test(String(error))) throw error
    }
  }
}
