import { describe, expect, it } from 'vitest'
import { type MergeSide, previewUndo } from '#shared/customers/previews/preview-undo.ts'
import { newMerge } from '#tests/support/new-merge.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { eventOf, newCluster, timelineEvent } from '#tests/support/timeline-event.ts'

const ada = 'email:ada@x.example'
const bob = 'email:bob@x.example'
const bobsPart = 'cookie_id:bob'
const counter = 'phone:+441632960000'

describe('previewUndo', () => {
  const events = [
    eventOf('1', [ada], { traits: { name: 'Ada' } }),
    eventOf('2', [bob], { traits: { name: 'Bob' } }),
    eventOf('3', [ada, bob, counter]),
    eventOf('4', [counter]),
    eventOf('5', [bobsPart]),
  ]
  const sides: MergeSide[] = ['survivor', 'merged', 'survivor', 'merged', null]
  const member = (customerId: string, ...keys: string[]) => ({
    customerId,
    links: keys.map((key) => ({ key, occurredAt: 0, eventKey: '' })),
  })
  const preview = previewUndo({
    tenant: testTenant(),
    merge: newMerge('mrg_2', 'cus_1', 'cus_2'),
    cluster: newCluster('cus_1', [], {
      basis: 9,
      members: [member('cus_1', ada), member('cus_2', bob, counter), member('cus_3', bobsPart)],
      merges: [newMerge('mrg_1', 'cus_2', 'cus_3'), newMerge('mrg_2', 'cus_1', 'cus_2')],
      sharedKeys: [counter],
    }),
    events: events.map((event) => timelineEvent(event, 'cus_1')),
    sides,
    sideOfKey: new Map<string, MergeSide>([
      [ada, 'survivor'],
      [bob, 'merged'],
      [bobsPart, 'merged'],
      [counter, null],
    ]),
    isComplete: true,
  })

  it('gives each side its events, and leaves what is of neither where it is', () => {
    expect(preview.after.map(({ customer, eventCount }) => [customer?.id, eventCount])).toEqual([
      ['cus_1', 3],
      ['cus_2', 2],
    ])
    expect(preview.basis).toBe(9)
  })

  it('shows each identifier on its own side only; a shared one with whoever had it first', () => {
    expect(preview.after.map(({ identifiers }) => identifiers)).toEqual([[ada], [bob, counter].sort()])
  })

  it('says in words what each gets', () =>
    expect(preview.changes).toEqual([
      'Ada keeps 3 events and no orders.',
      'Bob gets 2 events and no orders.',
      'Bob has 3 identifiers: the phone +441632960000, the e-mail bob@x.example, the browser bob.',
      '1 event carries identifiers of both sides and goes to Ada.',
    ]))
})
