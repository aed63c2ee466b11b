import { describe, expect, it } from 'vitest'
import { identityGraphSchema } from '#shared/contracts/identity.ts'
import { rebuildCustomer } from '#shared/customers/rebuild-customer.ts'
import { identityGraph } from '#shared/customers/views/identity-graph-view.ts'
import { identityView } from '#shared/customers/views/identity-view.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { newMerge } from '#tests/support/new-merge.ts'
import { eventOf, newCluster, timelineEvent } from '#tests/support/timeline-event.ts'

const email = 'email:ada@x.example'
const phone = 'phone:+447700900123'
const cookie = 'cookie_id:old-laptop'
const receipt = 'pos_bill:Bath:R-9'

const link = (key: string, event: string) => ({
  key,
  occurredAt: testTimeMs,
  eventKey: `tracking/web:${event}`,
})
const cluster = newCluster('cus_1', [], {
  members: [
    { customerId: 'cus_1', links: [link(email, '1'), link(phone, '3')] },
    { customerId: 'cus_2', links: [link(cookie, '2')] },
  ],
  merges: [
    newMerge('mrg_1', 'cus_1', 'cus_2', { keys: [email, cookie] }),
    newMerge('mrg_0', 'cus_1', 'cus_9', { undoneAtMs: testTimeMs, undoneBy: 'ann', decidedBy: 'ben' }),
  ],
  sharedKeys: [phone],
})
const events = [
  eventOf('1', [email], { traits: { name: 'Ada' } }),
  eventOf('2', [cookie]),
  eventOf('3', [email, phone, receipt]),
]
const { state } = rebuildCustomer(events.map((event) => timelineEvent(event, 'cus_1')))
const record = { customerId: 'cus_1', version: 1, mergedInto: null, state }

describe('identityGraph', () => {
  const graph = identityGraph(cluster, record)

  it('has a node for each part and each identifier, strongest first, shared ones marked', () => {
    expect(identityGraphSchema.parse(graph)).toEqual(graph)
    expect(graph.nodes.map(({ nodeId, label, isShared }) => [nodeId, label, isShared])).toEqual([
      ['cus_1', 'Ada', false],
      ['cus_2', 'cus_2', false],
      [phone, '+447700900123', true],
      [email, 'ada@x.example', false],
      [receipt, 'Bath:R-9', false],
      [cookie, 'old-laptop', false],
    ])
  })

  it('says of each edge which event and rule made it, and leaves out merges that were undone', () => {
    const moment = '2026-11-01T12:00:00.000Z'
    const edge = (from: string, to: string, rule: string, event: string) => ({
      ...{ from, to, kind: 'identifier', rule, eventKey: `tracking/web:${event}`, occurredAt: moment },
      mergeId: null,
    })
    expect(graph.edges).toEqual([
      edge(phone, 'cus_1', 'known-customer', '3'),
      edge(email, 'cus_1', 'new-customer', '1'),
      edge(receipt, 'cus_1', 'known-customer', '3'),
      edge(cookie, 'cus_2', 'new-customer', '2'),
      {
        ...edge('cus_2', 'cus_1', 'shared-identifiers', 'tie'),
        kind: 'merge',
        mergeId: 'mrg_1',
      },
    ])
  })

  it('says of identifiers that a person took out that it was a split, as long as it stands', () => {
    const split = {
      splitId: 'spl_1',
      customerId: 'cus_0',
      newCustomerId: 'cus_1',
      keys: [phone],
      splitAtMs: testTimeMs,
      decidedBy: 'ann',
      undoneAtMs: null,
      undoneBy: null,
      version: 1,
    }
    const ruleOfPhone = (undoneAtMs: number | null) =>
      identityGraph({ ...cluster, splits: [{ ...split, undoneAtMs }] }, record).edges.find(
        ({ from }) => from === phone,
      )?.rule
    expect(ruleOfPhone(null)).toBe('split')
    expect(ruleOfPhone(testTimeMs)).toBe('known-customer')
  })
})

it('identityView marks shared identifiers and merges that were undone', () => {
  const view = identityView(record, cluster.merges, cluster.sharedKeys)
  expect(view.identifiers.map(({ type, isShared }) => [type, isShared])).toEqual([
    ['phone', true],
    ['email', false],
    ['pos_bill', false],
    ['cookie_id', false],
  ])
  expect(view.merges.map(({ mergeId, decidedBy, undoneAt }) => [mergeId, decidedBy, undoneAt])).toEqual([
    ['mrg_1', null, null],
    ['mrg_0', 'ben', '2026-11-01T12:00:00.000Z'],
  ])
})
