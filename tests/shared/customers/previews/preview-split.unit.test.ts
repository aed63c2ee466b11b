import { describe, expect, it } from 'vitest'
import { previewSplit } from '#shared/customers/previews/preview-split.ts'
import { newOrderChange, testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { eventOf, newCluster, timelineEvent } from '#tests/support/timeline-event.ts'

const ada = 'email:ada@x.example'
const bob = 'email:bob@x.example'
const bobsNumber = 'external_id:tracking:23'
const tablet = 'device_id:tablet'
const all = [ada, bob, bobsNumber, tablet]

const events = [
  eventOf('1', [ada], { traits: { name: 'Ada' } }),
  eventOf('2', [bob, bobsNumber], { traits: { name: 'Bob' }, order: newOrderChange({ totalMinor: 500 }) }),
  eventOf('3', [ada, bobsNumber]),
  eventOf('4', [ada, bob]),
  eventOf('5', [tablet]),
]

function preview(keys: readonly string[], sharedKeys: readonly string[] = []) {
  return previewSplit({
    tenant: testTenant(),
    cluster: newCluster('cus_1', all, { basis: 5, sharedKeys }),
    keys,
    events: events.map((event) => timelineEvent(event, 'cus_1')),
    owners: new Map(all.map((key) => [key, 'cus_1'])),
    isComplete: true,
  })
}

describe('previewSplit', () => {
  it('sends events to whoever has their customer number, else their strongest identifier', () => {
    const { before, after, changes, basis } = preview([bob, bobsNumber])
    expect(basis).toBe(5)
    expect(before[0]?.eventCount).toBe(5)
    expect(after.map((side) => [side.customer?.id, side.eventCount, side.identifiers])).toEqual([
      ['cus_1', 3, [tablet, ada].sort()],
      ['new', 2, [bob, bobsNumber].sort()],
    ])
    expect(changes).toEqual([
      'Ada keeps 3 events and no orders.',
      'Bob gets 2 events and 1 order worth £5.00.',
      'Bob has 2 identifiers: the e-mail bob@x.example, the customer number 23 (tracking).',
      '1 event carries identifiers of both sides and goes to Ada.',
      '1 event carries identifiers of both sides and goes to Bob.',
    ])
  })

  it('sends an event with shared identifiers alone with the strongest of them', () => {
    const counts = (keys: readonly string[]) => preview(keys, [tablet]).after.map((side) => side.eventCount)
    expect(counts([bobsNumber, tablet])).toEqual([2, 3])
    expect(counts([bobsNumber])).toEqual([3, 2])
  })

  it('sends an event by what is theirs, though a stronger identifier of somebody else is in it', () => {
    const neighbours = 'phone:+447700900101'
    const { after } = previewSplit({
      tenant: testTenant(),
      cluster: newCluster('cus_1', all),
      keys: [tablet],
      events: [timelineEvent(eventOf('1', [neighbours, tablet]), 'cus_1')],
      owners: new Map([...all.map((key): [string, string] => [key, 'cus_1']), [neighbours, 'cus_2']]),
      isComplete: true,
    })
    expect(after.map((side) => side.eventCount)).toEqual([0, 1])
  })

  it('makes one of what is taken out, so that its newest word on consent counts', () => {
    const said = [
      { homeId: 'cus_1', isGranted: false },
      { homeId: 'cus_2', isGranted: true },
    ].map(({ homeId, isGranted }, index) => {
      const consents = [{ purpose: 'marketing' as const, isGranted }]
      const event = eventOf(`c-${index}`, [bob], { occurredAt: testTimeMs + index, consents })
      return timelineEvent(event, homeId)
    })
    const { before, after } = previewSplit({
      tenant: testTenant(),
      cluster: newCluster('cus_1', all),
      keys: [bob],
      events: said,
      owners: new Map(all.map((key) => [key, 'cus_1'])),
      isComplete: true,
    })
    const granted = [before[0], after[1]].map((side) => side?.consents.map(({ isGranted }) => isGranted))
    expect(granted).toEqual([[false], [true]])
  })

  it('warns of a customer without events, and of orders that are told on both sides', () => {
    const placed = eventOf('placed', [ada], { order: newOrderChange({ orderId: '7', totalMinor: 900 }) })
    const refunded = eventOf('refunded', [bob], {
      order: newOrderChange({ orderId: '7', change: 'refunded' }),
    })
    const request = {
      tenant: testTenant(),
      cluster: newCluster('cus_1', all),
      events: [placed, refunded].map((event) => timelineEvent(event, 'cus_1')),
      owners: new Map(all.map((key) => [key, 'cus_1'])),
      isComplete: true,
    }
    expect(previewSplit({ ...request, keys: [bob] }).warnings).toEqual([
      'Events about the same order go to both sides: 7.',
    ])
    const withoutEvents = previewSplit({ ...request, keys: [bobsNumber] })
    expect(withoutEvents.warnings).toEqual(['The customer that is taken out would have no events.'])
    expect(withoutEvents.after[1]).toMatchObject({ customer: null, features: null, eventCount: 0 })
  })
})
