import { expect, it } from 'vitest'
import { type PastRuns, reconcileSince } from '#shared/connections/reconciliation.ts'
import type { JsonObject } from '#shared/kernel/json.ts'

const minute = 60_000
const nowMs = 1_000_000 * minute
const createdAt = nowMs - 1_000 * minute

it.each<[string, JsonObject, number | null, PastRuns | undefined, number | undefined]>([
  ['never read before: since it was made', {}, 5, undefined, createdAt - 10 * minute],
  ['a source that is not read by itself', {}, null, undefined, undefined],
  [
    'since the last that was done began',
    {},
    5,
    { startedAtMs: nowMs - 5 * minute, doneStartedAtMs: nowMs - 20 * minute },
    nowMs - 30 * minute,
  ],
  ['not yet', {}, 5, { startedAtMs: nowMs - 5 * minute + 1, doneStartedAtMs: null }, undefined],
  [
    'none was ever done',
    {},
    5,
    { startedAtMs: nowMs - 6 * minute, doneStartedAtMs: null },
    createdAt - 10 * minute,
  ],
  ['turned off', { reconcileEveryMinutes: 0 }, 5, undefined, undefined],
  [
    'less often by its setting',
    { reconcileEveryMinutes: 60 },
    5,
    { startedAtMs: nowMs - 59 * minute, doneStartedAtMs: null },
    undefined,
  ],
  [
    'turned on by its setting',
    { reconcileEveryMinutes: 60, other: 1 },
    null,
    { startedAtMs: nowMs - 60 * minute, doneStartedAtMs: nowMs - 60 * minute },
    nowMs - 70 * minute,
  ],
  ['a setting that is none', { reconcileEveryMinutes: '7' }, 5, undefined, createdAt - 10 * minute],
])('%s', (_, settings, sourceMinutes, past, expected) => {
  expect(reconcileSince({ settings, createdAt }, sourceMinutes, past, nowMs)).toBe(expected)
})
