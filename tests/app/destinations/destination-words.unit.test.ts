import { expect, it } from 'vitest'
import { audienceWords } from '#app/destinations/audience-words.ts'
import { destinationState, intervalWords, runCounts } from '#app/destinations/destination-words.ts'
import type { DestinationRunView } from '#shared/contracts/destinations.ts'

const run: DestinationRunView = {
  id: 'snd_1',
  destinationId: 'dst_1',
  state: 'done',
  startedAt: '2026-11-21T10:00:00Z',
  progressedAt: '2026-11-21T10:00:01Z',
  finishedAt: '2026-11-21T10:00:01Z',
  sentCount: 0,
  unchangedCount: 0,
  heldCount: 0,
  rejectedCount: 0,
  removedCount: 0,
  erasedCount: 0,
  failure: null,
}
const active = { status: 'active', everyMinutes: 60 } as const

it.each([
  [{ ...active, status: 'paused' as const }, { ...run, rejectedCount: 1 }, 'Paused'],
  [active, undefined, 'Not begun'],
  [active, { ...run, state: 'sending' as const, finishedAt: null }, 'Running'],
  [active, { ...run, state: 'failed' as const, failure: 'no access' }, 'Failing'],
  [active, { ...run, rejectedCount: 1 }, 'Some refused'],
  [active, run, 'Up to date'],
])('tells how a destination stands (%#)', (destination, latest, label) => {
  expect(destinationState(destination, latest).label).toBe(label)
})

it('says who is sent, a condition a line', () => {
  const purpose = { purpose: 'marketing', channel: 'email' } as const
  expect(audienceWords({ audience: {}, purpose }, 'GBP')).toEqual(['Did not say no to: Marketing by e-mail'])
  const audience = {
    hasEmail: true,
    hasPhone: false,
    isConsentGranted: true,
    minOrderCount: 1,
    minRevenueMinor: 5_000,
    lastSeenWithinDays: 365,
  }
  expect(audienceWords({ audience, purpose: { ...purpose, channel: null } }, 'GBP')).toEqual([
    'Said yes to: Marketing',
    'Has an e-mail address',
    'Has no phone number',
    'Ordered at least 1 time',
    'Spent at least £50.00',
    'Seen in the last 365 days',
  ])
})

it('says how often, and what a run came to', () => {
  expect([null, 5, 60, 360, 1_440, 10_080].map(intervalWords)).toEqual([
    'Only when somebody starts it',
    'Every 5 min',
    'Every hour',
    'Every 6 h',
    'Every day',
    'Every week',
  ])
  expect(runCounts(run)).toBe('Nobody had changed.')
  expect(runCounts({ ...run, finishedAt: null })).toBe('Nobody looked at yet.')
  expect(runCounts({ ...run, sentCount: 1_200, rejectedCount: 2, erasedCount: 1 })).toBe(
    '1,200 sent, 2 refused, 1 deleted there because they were erased.',
  )
})
