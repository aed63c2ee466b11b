import { describe, expect, it } from 'vitest'
import { EventLogStore } from '#durable-objects/event-log/event-log-store.ts'
import { eventLogMigrations } from '#durable-objects/event-log/schema.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import { drawInt, drawOne } from '#tests/support/drawing.ts'
import { lentSql } from '#tests/support/lent-sql.ts'
import { sum } from '#tests/support/reference-orders.ts'

const firstSeed = 20261121
const scheduleCount = 400

interface NaiveEntry {
  readonly receivedAtMs: number
  readonly eventCount: number
  quarantinedCount: number | null
  isTrimmed: boolean
}

/** The whole log as a list, and all that was ever sent as a map. */
function naiveLog() {
  const entries: NaiveEntry[] = []
  const contents = new Map<string, Set<number>>()
  return {
    entries,
    append(keys: readonly string[], fingerprints: readonly number[], receivedAtMs: number): number {
      let eventCount = 0
      for (const [index, key] of keys.entries()) {
        const known = contents.get(key) ?? new Set()
        const isNew = !known.has(fingerprints[index] ?? 0)
        contents.set(key, known.add(fingerprints[index] ?? 0))
        if (isNew) eventCount += 1
      }
      if (eventCount > 0) entries.push({ receivedAtMs, eventCount, quarantinedCount: null, isTrimmed: false })
      return eventCount
    },
    counts() {
      const done = entries.filter((entry) => entry.quarantinedCount !== null)
      const quarantined = sum(done.map((entry) => entry.quarantinedCount ?? 0))
      return {
        accepted: sum(entries.map((entry) => entry.eventCount)),
        settled: sum(done.map((entry) => entry.eventCount)) - quarantined,
        quarantined,
        suppressed: 0,
        oldestUnsettledReceivedAtMs:
          entries.find((entry) => entry.quarantinedCount === null)?.receivedAtMs ?? null,
      }
    },
    open: () => entries.flatMap((entry, index) => (entry.quarantinedCount === null ? [index + 1] : [])),
  }
}

function runSchedule(seed: number): void {
  const random = seededRandom(seed)
  const sql = lentSql(eventLogMigrations)
  const naive = naiveLog()
  let log = new EventLogStore(sql)
  let nowMs = 0
  for (let step = 0; step < 30; step += 1) {
    nowMs += drawInt(random, 0, minuteMs / 2)
    const act = random()
    if (act < 0.5) {
      const keys = Array.from(
        { length: drawInt(random, 1, 5) },
        () => `tracking/web:${drawInt(random, 1, 25)}`,
      )
      const fingerprints = keys.map(() => (random() < 0.85 ? 1 : drawInt(random, 2, 3)))
      const lines = keys.map((key) => JSON.stringify({ key })).join('\n')
      const { acceptedCount, duplicateCount } = log.append({ lines, keys, fingerprints, receivedAtMs: nowMs })
      expect(acceptedCount).toBe(naive.append(keys, fingerprints, nowMs))
      expect(acceptedCount + duplicateCount).toBe(keys.length)
    } else if (act < 0.8 && naive.entries.length > 0) {
      const sequences = new Set(
        Array.from({ length: drawInt(random, 1, 3) }, () => drawInt(random, 1, naive.entries.length)),
      )
      const settled = [...sequences].map((sequence) => {
        const eventCount = naive.entries[sequence - 1]?.eventCount ?? 0
        return { sequence, quarantinedCount: drawInt(random, 0, eventCount) }
      })
      log.settle(settled)
      for (const { sequence, quarantinedCount } of settled) {
        const entry = naive.entries[sequence - 1]
        if (entry !== undefined) entry.quarantinedCount ??= quarantinedCount
      }
    } else if (act < 0.9) {
      const beforeMs = nowMs - drawInt(random, 0, 3 * minuteMs)
      log.trim(beforeMs)
      const firstOpen = naive.open()[0] ?? naive.entries.length + 1
      for (const [index, entry] of naive.entries.entries()) {
        const isLast = index === naive.entries.length - 1
        if (index + 1 < firstOpen && !isLast && entry.receivedAtMs < beforeMs) entry.isTrimmed = true
      }
    } else log = new EventLogStore(sql)

    expect(log.counts()).toEqual(naive.counts())
    expect(log.lastSequence).toBe(naive.entries.length)
    expect(log.hasUnsettled()).toBe(naive.open().length > 0)
    const from = drawInt(random, 1, 20)
    const to = from + drawInt(random, 0, 10)
    expect(log.read(from, to).map(({ sequence }) => sequence)).toEqual(
      naive.open().filter((sequence) => sequence >= from && sequence <= to),
    )
    expectOverdue(log, naive, drawOne(random, [nowMs, nowMs - minuteMs]), drawInt(random, 1, 9))
    const sinceMs = nowMs - drawInt(random, 0, 3) * minuteMs
    const kept = naive.entries.filter((entry) => !entry.isTrimmed && entry.receivedAtMs >= sinceMs)
    expect(sum(log.acceptedPerMinute(sinceMs).map(({ eventCount }) => eventCount))).toBe(
      sum(kept.map((entry) => entry.eventCount)),
    )
  }
  sql.close()
}

/** The overdue ranges hold each overdue entry once, nothing settled, and no more events than asked for if they can. */
function expectOverdue(
  log: EventLogStore,
  naive: ReturnType<typeof naiveLog>,
  beforeMs: number,
  maxEvents: number,
): void {
  const ranges = log.overdueRanges(beforeMs, maxEvents, 100)
  const covered = ranges.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index),
  )
  expect(covered).toEqual(
    naive.open().filter((sequence) => (naive.entries[sequence - 1]?.receivedAtMs ?? 0) <= beforeMs),
  )
  for (const [from, to] of ranges) {
    const events = sum(naive.entries.slice(from - 1, to).map((entry) => entry.eventCount))
    expect(events <= maxEvents || from === to).toBe(true)
  }
  expect(log.overdueRanges(beforeMs, maxEvents, 1)).toEqual(ranges.slice(0, 1))
}

describe('the event log', () => {
  it(`does what a plain list does in any schedule, closed and opened at any time (${scheduleCount} seeds from ${firstSeed})`, () => {
    for (let seed = firstSeed; seed < firstSeed + scheduleCount; seed += 1) {
      try {
        runSchedule(seed)
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error })
      }
    }
  }, 180_000)
})
