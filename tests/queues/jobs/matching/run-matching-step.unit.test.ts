import { describe, expect, it } from 'vitest'
import type { MatchingPorts } from '#queues/jobs/matching/matching-ports.ts'
import { runMatchingStep } from '#queues/jobs/matching/run-matching-step.ts'
import type { MatchingMessage } from '#queues/messages.ts'
import type { MatchingRunRow } from '#shared/database/tables/matching-run.ts'
import type { ProposedMatch } from '#shared/identity/decision-records.ts'
import type { MatchRecord } from '#shared/identity/matching/match-record.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { randomPeople } from '#tests/shared/identity/matching/random-people.ts'
import { shop } from '#tests/shared/identity/matching/worlds.ts'
import { faultyPorts } from '#tests/support/faulty-ports.ts'
import { testTimeMs } from '#tests/support/new-event.ts'

const message: MatchingMessage = { version: 1, kind: 'match-customers', tenantId: 'test', runId: 'mat_1' }

/** A run's world in memory: the row, the notes and what was proposed, each pair once. */
function memoryRun(records: readonly MatchRecord[], partitionCount: number) {
  const sorted = [...records].sort((left, right) => (left.customerId < right.customerId ? -1 : 1))
  let row: MatchingRunRow = {
    tenantId: 'test',
    runId: 'mat_1',
    state: 'surveying',
    step: 0,
    partition: 0,
    partitionCount,
    startedAt: testTimeMs,
    progressedAt: testTimeMs,
    finishedAt: null,
    recordCount: 0,
    pairCount: 0,
    reviewCount: 0,
    mergeCount: 0,
    failure: null,
  }
  const notes = new Map<string, string>()
  const proposed = new Map<string, ProposedMatch>()
  let waitingCount = 0
  const ports: MatchingPorts = {
    runs: {
      find: async (runId) => (runId === row.runId ? row : undefined),
      advance: async (seen, changes) => {
        if (seen.step !== row.step) return false
        row = { ...row, ...changes, step: row.step + 1 }
        return true
      },
    },
    records: async (after, limit) => sorted.filter(({ customerId }) => customerId > after).slice(0, limit),
    notes: {
      read: async <Value>(name: string) => {
        const note = notes.get(name)
        if (note === undefined) throw new Error(`the note ${name} is missing`)
        return JSON.parse(note) as Value
      },
      write: async (name, value) => {
        notes.set(name, JSON.stringify(value))
      },
      removeAll: async (runId) => {
        for (const name of [...notes.keys()]) if (name.startsWith(`${runId}/`)) notes.delete(name)
      },
    },
    keptApart: async () => () => false,
    propose: async (matches) => {
      const fresh = matches.filter(({ customerIds }) => !proposed.has(customerIds.join()))
      for (const match of fresh) proposed.set(match.customerIds.join(), match)
      return { reviewCount: fresh.length, mergeCount: 0 }
    },
    queue: {
      send: async () => {
        waitingCount += 1
      },
    },
    nowMs: () => testTimeMs,
  }
  return { ports, proposed, notes, row: () => row, takeWaiting: () => waitingCount-- > 0 }
}

async function runToEnd(run: ReturnType<typeof memoryRun>, ports = run.ports): Promise<void> {
  for (let attempt = 0; run.row().state !== 'done'; attempt += 1) {
    if (attempt > 500) throw new Error('the run does not end')
    await runMatchingStep(message, ports).catch(() => undefined)
  }
}

const { records, personOf } = randomPeople(seededRandom(411), { ...shop, personCount: 600 })

describe('a matching run', () => {
  it('asks about customers who are one person, with what speaks for it', async () => {
    const run = memoryRun(records, 1)
    await runToEnd(run)
    const pairs = [...run.proposed.values()]
    const right = pairs.filter(({ customerIds: [left, other] }) => personOf.get(left) === personOf.get(other))
    expect(pairs.length).toBeGreaterThan(50)
    expect(right.length / pairs.length).toBeGreaterThan(0.9)
    for (const { matchWeight, contributions } of pairs) {
      const sum = contributions.reduce((total, { weight }) => total + weight, 0)
      expect(sum).toBeCloseTo(matchWeight, 6)
    }
    expect(run.row()).toMatchObject({ state: 'done', reviewCount: pairs.length, recordCount: records.length })
    expect(run.notes.size).toBe(0)
  })

  it('finds the same when the work is divided', async () => {
    const whole = memoryRun(records, 1)
    const divided = memoryRun(records, 3)
    await runToEnd(whole)
    await runToEnd(divided)
    const [one, other] = [whole, divided].map(({ proposed }) => new Set(proposed.keys()))
    const both = [...(one ?? [])].filter((pair) => other?.has(pair))
    // The estimation draws other random pairs, so a pair at the very threshold may differ.
    expect(both.length / Math.max(one?.size ?? 0, other?.size ?? 0)).toBeGreaterThan(0.95)
  })

  it('comes to the same end however often its calls fail', async () => {
    const smooth = memoryRun(records.slice(0, 300), 2)
    const rough = memoryRun(records.slice(0, 300), 2)
    await runToEnd(smooth)
    const random = seededRandom(5)
    const faulty = {
      ...rough.ports,
      runs: faultyPorts(rough.ports.runs, random, () => 0.2),
      notes: faultyPorts(rough.ports.notes, random, () => 0.2),
      propose: faultyPorts({ propose: rough.ports.propose }, random, () => 0.2).propose,
    }
    await runToEnd(rough, faulty)
    expect([...rough.proposed]).toEqual([...smooth.proposed])
  })

  it('drops a message of a run that is not there', async () => {
    const { ports } = memoryRun([], 1)
    expect(await runMatchingStep({ ...message, runId: 'mat_2' }, ports)).toEqual({
      kind: 'drop',
      reason: 'unknown-matching-run',
    })
  })

  it('ends at once when there is nobody to compare', async () => {
    const run = memoryRun([], 1)
    await runToEnd(run)
    expect(run.row()).toMatchObject({ state: 'done', pairCount: 0, reviewCount: 0 })
  })
})
