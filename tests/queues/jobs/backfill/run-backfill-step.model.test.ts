import { describe, expect, it } from 'vitest'
import type { BackfillChanges, BackfillPorts } from '#queues/jobs/backfill/backfill-ports.ts'
import { runBackfillStep } from '#queues/jobs/backfill/run-backfill-step.ts'
import type { BackfillMessage } from '#queues/messages.ts'
import { newBackfillRun } from '#shared/connections/backfill-run.ts'
import { keptRecord } from '#shared/connections/kept-record.ts'
import type { BackfillRunRow } from '#shared/database/tables/backfill-run.ts'
import { eventKey } from '#shared/events/event.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { fail, type Result, succeed } from '#shared/kernel/result.ts'
import type { Backfill, BackfillFailure } from '#shared/sources/backfill.ts'
import { failureOfResponse } from '#shared/sources/backfill-failure.ts'
import { refuse } from '#shared/sources/mapping-failure.ts'
import type { Source } from '#shared/sources/source.ts'
import { newEvent } from '#tests/support/new-event.ts'

interface Item {
  readonly id: number
  readonly isWrong: boolean
}

const resources = ['products', 'customers', 'orders'] as const
const message: BackfillMessage = { version: 1, kind: 'backfill', tenantId: 'tenant', runId: 'run' }

/** A vendor's API whose pages are numbered, and the world around it; calls of the world can be made to break. */
class BackfillWorld {
  readonly events = new Map<string, number>()
  readonly quarantined = new Set<string>()
  readonly messages: { message: BackfillMessage; atMs: number }[] = [{ message, atMs: 0 }]
  readonly items: Record<string, Item[]>
  readonly callLog: string[] = []
  nowMs = 0
  answer: () => Result<'page', BackfillFailure> = () => succeed('page')
  connectionFailure: BackfillFailure | undefined
  /** Called before and after each effect; may throw, as a crash does. */
  mayBreak: () => void = () => {}
  run: BackfillRunRow = newBackfillRun({
    tenantId: 'tenant',
    runId: 'run',
    source: 'fake',
    connectionId: 'shop',
    kind: 'back-fill',
    resource: 'products',
    changedSince: null,
    startedAt: 0,
  })

  constructor(items: Record<string, Item[]>) {
    this.items = items
  }

  readonly source = {
    name: 'fake',
    authenticates: 'body',
    verify: async () => ({ verified: true }),
    describe: () => ({ topic: null, deliveryId: null }),
    parse: () => succeed([]),
    map: ({ id, isWrong }, context) =>
      isWrong
        ? refuse('invalid-order', [{ pointer: '/id', detail: 'is wrong' }])
        : succeed([newEvent({ id: `item-${id}`, source: context.source, receivedAt: context.receivedAtMs })]),
  } satisfies Source<Item>

  readonly backfill: Backfill<Item> = {
    resources,
    credentialFields: [],
    reconcileEveryMinutes: null,
    address: () => succeed({ baseUrl: 'https://vendor.example', headers: {} }),
    ping: { method: 'GET', path: '/', headers: {}, body: null },
    readPage: async (resource, cursor, changedSinceMs) => {
      this.callLog.push(`${resource} ${cursor} ${changedSinceMs}`)
      const answer = this.answer()
      if (!answer.ok) return answer
      const page = Number(cursor ?? 0)
      const all = this.items[resource] ?? []
      const next = (page + 1) * 3 < all.length ? String(page + 1) : null
      return succeed({ records: all.slice(page * 3, page * 3 + 3), nextCursor: next })
    },
  }

  get ports(): BackfillPorts {
    const effect = async <Value>(make: () => Value): Promise<Value> => {
      this.mayBreak()
      const value = make()
      this.mayBreak()
      return value
    }
    return {
      runs: {
        find: async (runId) => (runId === 'run' ? { ...this.run } : undefined),
        advance: (seen, changes: BackfillChanges) =>
          effect(() => {
            if (seen.step !== this.run.step) return false
            this.run = { ...this.run, ...changes, step: seen.step + 1 }
            return true
          }),
      },
      connection: async () =>
        this.connectionFailure === undefined
          ? succeed({
              source: this.source as Source,
              backfill: this.backfill as Backfill,
              call: async () => ({ status: 200, headers: new Map(), body: '' }),
              context: {
                source: 'fake/shop',
                defaultCurrency: 'GBP',
                timeZone: 'UTC',
                settings: {},
                freshId: () => 'fresh',
              },
            })
          : fail(this.connectionFailure),
      append: (events, rejected) =>
        effect(() => {
          const isNew = events.map((event) => !this.events.has(eventKey(event)))
          for (const event of events)
            this.events.set(eventKey(event), (this.events.get(eventKey(event)) ?? 0) + 1)
          for (const { bytes } of rejected) this.quarantined.add(bytes)
          const acceptedCount = isNew.filter(Boolean).length
          return { acceptedCount, duplicateCount: events.length - acceptedCount }
        }),
      queue: {
        send: (sent, delaySeconds) =>
          effect(() => {
            this.messages.push({ message: sent, atMs: this.nowMs + delaySeconds * 1_000 })
          }),
      },
      nowMs: () => this.nowMs,
    }
  }
}

function itemsOf(counts: readonly number[], isWrong: (id: number) => boolean = () => false) {
  let id = 0
  return Object.fromEntries(
    resources.map((resource, index) => [
      resource,
      Array.from({ length: counts[index] ?? 0 }, () => {
        id += 1
        return { id, isWrong: isWrong(id) }
      }),
    ]),
  )
}

/** Works until nothing waits any more, without anything going wrong. */
async function runAll(world: BackfillWorld): Promise<void> {
  for (let next = world.messages.shift(); next !== undefined; next = world.messages.shift()) {
    world.nowMs = Math.max(world.nowMs, next.atMs)
    await runBackfillStep(next.message, world.ports)
  }
}

describe('a back-fill', () => {
  it('reads every page of every resource in order, and counts', async () => {
    const world = new BackfillWorld(itemsOf([4, 0, 7], (id) => id === 2))
    await runAll(world)
    expect(world.callLog).toEqual([
      'products null null',
      'products 1 null',
      'customers null null',
      'orders null null',
      'orders 1 null',
      'orders 2 null',
    ])
    expect(world.run).toMatchObject({
      state: 'done',
      recordCount: 11,
      acceptedCount: 10,
      duplicateCount: 0,
      rejectedCount: 1,
      failure: null,
    })
    expect([...world.quarantined].map((bytes) => keptRecord(bytes, 'fake'))).toEqual([
      { id: 2, isWrong: true },
    ])
  })

  it('that was read before finds duplicates only', async () => {
    const world = new BackfillWorld(itemsOf([2, 2, 2]))
    for (let id = 1; id <= 6; id += 1) world.events.set(`fake/shop:item-${id}`, 1)
    await runAll(world)
    expect(world.run).toMatchObject({ state: 'done', acceptedCount: 0, duplicateCount: 6 })
  })

  it('ends when trying again cannot help', async () => {
    const world = new BackfillWorld(itemsOf([4, 4, 4]))
    world.answer = () => fail(failureOfResponse({ status: 401, headers: new Map(), body: '' }))
    await runAll(world)
    expect(world.run).toMatchObject({ state: 'failed', failure: 'the vendor answered 401', finishedAt: 0 })
    const paused = new BackfillWorld(itemsOf([4, 4, 4]))
    paused.connectionFailure = {
      kind: 'invalid-settings',
      message: 'the connection is paused',
      retryable: false,
      afterSeconds: null,
    }
    await runAll(paused)
    expect(paused.run).toMatchObject({ state: 'failed', failure: 'the connection is paused' })
  })

  it('waits for as long as the vendor asks, and does not look forgotten meanwhile', async () => {
    const world = new BackfillWorld(itemsOf([1, 1, 1]))
    const headers = new Map([['retry-after', '90']])
    world.answer = () => fail(failureOfResponse({ status: 429, headers, body: '' }))
    expect(await runBackfillStep(message, world.ports)).toEqual({ kind: 'done' })
    expect(world.messages.at(-1)?.atMs).toBe(90_000)
    expect(world.run).toMatchObject({ state: 'reading', progressedAt: 90_000, recordCount: 0 })
  })

  it('is tried again when the vendor is away', async () => {
    const world = new BackfillWorld(itemsOf([1, 1, 1]))
    world.answer = () => fail(failureOfResponse({ status: 503, headers: new Map(), body: '' }))
    expect(await runBackfillStep(message, world.ports)).toEqual({
      kind: 'retry',
      afterSeconds: 30,
      reason: 'the vendor answered 503',
    })
    expect(world.run.step).toBe(0)
  })

  it('does not read the same page for ever', async () => {
    const world = new BackfillWorld(itemsOf([9, 0, 0]))
    world.run = { ...world.run, cursor: '1' }
    const stuck = { ...world.backfill, readPage: async () => succeed({ records: [], nextCursor: '1' }) }
    Object.assign(world, { backfill: stuck })
    await runAll(world)
    expect(world.run.state).toBe('failed')
  })

  it('that is unknown, or has ended, is left alone', async () => {
    const world = new BackfillWorld(itemsOf([1, 1, 1]))
    expect(await runBackfillStep({ ...message, runId: 'other' }, world.ports)).toMatchObject({ kind: 'drop' })
    world.run = { ...world.run, state: 'cancelled' }
    expect(await runBackfillStep(message, world.ports)).toEqual({ kind: 'done' })
    expect(world.callLog).toEqual([])
  })
})

it('comes to the same however often steps break, and messages are lost, late or repeated', async () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = seededRandom(seed)
    const draw = (limit: number) => Math.floor(random() * limit)
    const counts = [draw(8), draw(8), draw(8)]
    const world = new BackfillWorld(itemsOf(counts, (id) => id % 5 === 0))
    world.mayBreak = () => {
      if (random() < 0.15) throw new Error('crash')
    }
    world.answer = () => {
      const chance = random()
      if (chance > 0.2) return succeed('page')
      return fail(failureOfResponse({ status: chance > 0.1 ? 429 : 500, headers: new Map(), body: '' }))
    }
    for (let round = 0; round < 2_000 && world.run.state === 'reading'; round += 1) {
      world.nowMs += 60_000
      const waiting = world.messages.splice(draw(world.messages.length || 1), 1)[0]
      // The minute's schedule sends the message of a run that stands still.
      if (waiting === undefined || random() < 0.1) world.messages.push({ message, atMs: 0 })
      if (waiting === undefined || random() < 0.1) continue
      const together = random() < 0.2 ? 2 : 1
      await Promise.allSettled(
        Array.from({ length: together }, () => runBackfillStep(waiting.message, world.ports)),
      )
    }
    const all = Object.values(world.items).flat()
    const right = all.filter(({ isWrong }) => !isWrong)
    expect([seed, world.run.state, world.run.recordCount]).toEqual([seed, 'done', all.length])
    expect([...world.events.keys()].sort()).toEqual(right.map(({ id }) => `fake/shop:item-${id}`).sort())
    expect(world.run.acceptedCount + world.run.duplicateCount).toBe(right.length)
    expect(world.quarantined.size).toBe(all.length - right.length)
  }
})
