import { describe, expect, it } from 'vitest'
import { mergeSchema, reviewSchema, splitSchema } from '#shared/contracts/identity.ts'
import type { ReviewRecord } from '#shared/identity/decision-records.ts'
import { mergeView } from '#shared/identity/views/merge-view.ts'
import { reviewView } from '#shared/identity/views/review-view.ts'
import { splitView } from '#shared/identity/views/split-view.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { newMerge } from '#tests/support/new-merge.ts'

const moment = '2026-11-01T12:00:00.000Z'
const later = '2026-11-01T12:00:05.000Z'

describe('mergeView', () => {
  it('shows what made the merge, and that it stands', () => {
    const view = mergeView(newMerge('mrg_1', 'cus_1', 'cus_2', { keys: ['email:a@x.example'] }))
    expect(mergeSchema.strict().parse(view)).toEqual({
      mergeId: 'mrg_1',
      survivorId: 'cus_1',
      mergedId: 'cus_2',
      mergedAt: moment,
      rule: 'shared-identifiers',
      ruleVersion: 2,
      eventKey: 'tracking/web:tie',
      identifiers: ['email:a@x.example'],
      decidedBy: null,
      undoneAt: null,
      undoneBy: null,
    })
  })

  it('shows a merge without an event, and who undid it when', () => {
    const undone = {
      eventKey: '',
      decidedBy: 'ann@x.example',
      undoneAtMs: testTimeMs + 5_000,
      undoneBy: 'ben',
    }
    expect(mergeView(newMerge('mrg_1', 'cus_1', 'cus_2', undone))).toMatchObject({
      eventKey: null,
      decidedBy: 'ann@x.example',
      undoneAt: later,
      undoneBy: 'ben',
    })
  })
})

it('splitView shows a split, and that it was taken back', () => {
  const split = {
    splitId: 'spl_1',
    customerId: 'cus_1',
    newCustomerId: 'cus_2',
    keys: ['email:a@x.example'],
    splitAtMs: testTimeMs,
    decidedBy: 'ann@x.example',
    undoneAtMs: testTimeMs + 5_000,
    undoneBy: 'ben',
    version: 2,
  }
  const { keys, splitAtMs, undoneAtMs, version, ...same } = split
  expect(splitSchema.strict().parse(splitView(split))).toEqual({
    ...same,
    identifiers: keys,
    splitAt: moment,
    undoneAt: later,
  })
})

it('reviewView names the customers that are known, and tells what was done', () => {
  const review: ReviewRecord = {
    reviewId: 'rev_1',
    openedAtMs: testTimeMs,
    reason: 'match',
    subject: 'pair:cus_1|cus_2',
    eventKey: '',
    customerIds: ['cus_1', 'cus_2'],
    keys: [],
    matchWeight: 12.5,
    contributions: [{ field: 'city', level: 'exact', weight: 3, left: 'bath', right: 'bath' }],
    status: 'kept-apart',
    assignedTo: 'ann@x.example',
    decidedAtMs: testTimeMs + 5_000,
    decidedBy: 'ann@x.example',
    history: [{ atMs: testTimeMs, by: 'matcher', act: 'opened', note: '' }],
    version: 3,
  }
  const view = reviewView(review, new Map([['cus_2', 'Bob']]))
  expect(reviewSchema.strict().parse(view)).toEqual({
    reviewId: 'rev_1',
    openedAt: moment,
    reason: 'match',
    status: 'kept-apart',
    eventKey: null,
    customers: [
      { customerId: 'cus_1', displayName: null },
      { customerId: 'cus_2', displayName: 'Bob' },
    ],
    identifiers: [],
    matchWeight: 12.5,
    contributions: review.contributions,
    assignedTo: 'ann@x.example',
    decidedAt: later,
    decidedBy: 'ann@x.example',
    history: [{ at: moment, by: 'matcher', act: 'opened', note: '' }],
  })
})
