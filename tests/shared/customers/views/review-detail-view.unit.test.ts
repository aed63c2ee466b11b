import { describe, expect, it } from 'vitest'
import { type ReviewDetailRequest, reviewDetail } from '#shared/customers/views/review-detail-view.ts'
import type { ReviewRecord } from '#shared/identity/decision-records.ts'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { eventOf, newCluster, timelineEvent } from '#tests/support/timeline-event.ts'

const counter = 'phone:+441632960000'
const review: ReviewRecord = {
  reviewId: 'rev_1',
  openedAtMs: testTimeMs,
  reason: 'shared-identifier',
  subject: `identifier:${counter}`,
  eventKey: 'tracking/web:4',
  customerIds: ['cus_1'],
  keys: [counter],
  matchWeight: null,
  contributions: [],
  status: 'open',
  assignedTo: null,
  decidedAtMs: null,
  decidedBy: null,
  history: [],
  version: 1,
}
const people = ['email:ada@x.example', 'email:bob@x.example']
const foreign = 'cookie_id:of-a-stranger'
const events = [
  eventOf('1', [counter, 'email:ada@x.example']),
  eventOf('2', [counter, 'email:bob@x.example', foreign], { occurredAt: testTimeMs + 1 }),
].map((event) => timelineEvent(event, 'cus_1', [foreign]))

function detail(changes: Partial<ReviewDetailRequest> = {}) {
  const cluster = newCluster('cus_1', [counter, ...people], { basis: 3, sharedKeys: [counter] })
  return reviewDetail({
    tenant: testTenant(),
    rules: defaultIdentityRules,
    review,
    customers: [{ cluster, events }],
    owners: new Map([...[counter, ...people].map((key) => [key, 'cus_1'] as const), [foreign, 'cus_7']]),
    isComplete: true,
    nowMs: testTimeMs,
    ...changes,
  })
}

describe('reviewDetail', () => {
  it('proposes to take out who came by the shared identifier, with the identifiers that are the customer’s', () => {
    expect(detail()).toMatchObject({
      basis: 3,
      merged: null,
      sides: [{ customerId: 'cus_1', eventCount: 2, identifiers: [...people, counter] }],
      proposedSplits: [{ customerId: 'cus_1', identifiers: ['email:bob@x.example'], eventCount: 1 }],
    })
  })

  it('shows what a merge would come to, based on the newest decision about either', () => {
    const pair: ReviewRecord = { ...review, reason: 'match', keys: [] }
    const customers = [
      { cluster: newCluster('cus_1', people, { basis: 3 }), events },
      { cluster: newCluster('cus_2', [], { basis: 8 }), events: [] },
    ]
    const { basis, merged, proposedSplits } = detail({ review: pair, customers })
    expect(basis).toBe(8)
    expect(merged?.basis).toBe(8)
    expect(merged?.after).toHaveLength(1)
    expect(proposedSplits).toEqual([])
  })

  it('proposes nothing for a review that was decided, or whose customers were erased', () => {
    const decided = detail({ review: { ...review, status: 'split' } })
    expect([decided.merged, decided.proposedSplits]).toEqual([null, []])
    expect(detail({ customers: [] })).toEqual({ basis: 0, sides: [], merged: null, proposedSplits: [] })
  })
})
