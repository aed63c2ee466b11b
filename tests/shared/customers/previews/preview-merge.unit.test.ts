import { describe, expect, it } from 'vitest'
import { type MergePreviewRequest, previewMerge } from '#shared/customers/previews/preview-merge.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { CustomerCluster } from '#shared/identity/decision-records.ts'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'
import { newOrderChange, testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { eventOf, newCluster, timelineEvent } from '#tests/support/timeline-event.ts'

const adaKeys = ['email:ada@x.example']
const bobKeys = ['phone:+447700900123', 'external_id:shopify/demo:23']

const ada = eventOf('ada-1', adaKeys, { traits: { firstName: 'Ada', city: 'Bath', loyalty_plan: 'none' } })
const bob = eventOf('bob-1', bobKeys, {
  occurredAt: testTimeMs + 1,
  traits: { firstName: 'Bob', loyalty_plan: { tier: 2 } },
})

function preview(
  left: { keys?: readonly string[]; events: readonly CanonicalEvent[]; cluster?: Partial<CustomerCluster> },
  right: { keys?: readonly string[]; events: readonly CanonicalEvent[]; cluster?: Partial<CustomerCluster> },
  options: Partial<MergePreviewRequest> = {},
) {
  const customers = [left, right].map(({ keys = [], events, cluster }, index) => {
    const customerId = `cus_${index + 1}`
    return {
      cluster: newCluster(customerId, keys, { basis: index + 3, ...cluster }),
      events: events.map((event) => timelineEvent(event, customerId)),
    }
  })
  return previewMerge({
    tenant: testTenant(),
    rules: defaultIdentityRules,
    customers,
    owners: new Map(),
    isComplete: true,
    nowMs: testTimeMs,
    ...options,
  })
}

function order(id: string, orderId: string, totalMinor: number, currency = 'GBP'): CanonicalEvent {
  return eventOf(id, bobKeys, { order: newOrderChange({ orderId, totalMinor, currency }) })
}

describe('previewMerge', () => {
  it('says in words what the survivor gains and what gives way', () => {
    const orders = [order('o-1', '7', 30_000), order('o-2', '8', 4_000), order('o-3', '9', 500, 'JPY')]
    const { basis, changes } = preview({ events: [ada] }, { events: [bob, ...orders] })
    expect(basis).toBe(4)
    expect(changes).toEqual([
      'Ada takes over 4 events of Bob.',
      'Ada takes over 3 orders worth £340.00 and JP¥500.',
      'Ada gains 2 identifiers: the phone +447700900123, the customer number 23 (shopify/demo).',
      'First name is "Bob"; "Ada" of Ada gives way.',
      'Loyalty plan is "tier: 2"; "none" of Ada gives way.',
    ])
  })

  it('keeps the older customer unless another is named', () => {
    const sides = [{ events: [ada] }, { events: [bob] }] as const
    expect(preview(...sides).after[0]?.customer?.id).toBe('cus_1')
    const named = preview(...sides, { survivorId: 'cus_2' })
    expect(named.after[0]?.customer?.id).toBe('cus_2')
    expect(named.changes[0]).toBe('Bob takes over 1 event of Ada.')
  })

  it('tells two customers of one name apart by their ids', () => {
    const [one, other] = ['1', '2'].map((id) => eventOf(id, [`cookie_id:${id}`], { traits: { name: 'Kim' } }))
    const { changes } = preview({ events: one ? [one] : [] }, { events: other ? [other] : [] })
    expect(changes[0]).toBe('Kim (cus_1) takes over 1 event of Kim (cus_2).')
  })

  it('counts an identifier that was foreign to one side and is own afterwards', () => {
    const atOneTill = eventOf('till', [...adaKeys, ...bobKeys])
    const [phone = '', number = ''] = bobKeys
    const stranger = 'cookie_id:of-a-stranger'
    const shared = timelineEvent({ ...atOneTill }, 'cus_1', [phone, number, stranger])
    const { before, after } = preview(
      { events: [] },
      { events: [bob] },
      {
        customers: [
          {
            cluster: newCluster('cus_1', adaKeys),
            events: [{ ...shared, keys: [...shared.keys, stranger] }],
          },
          { cluster: newCluster('cus_2', bobKeys), events: [] },
        ],
        owners: new Map([
          ['email:ada@x.example', 'cus_1'],
          [phone, 'cus_2'],
          [number, 'cus_2'],
          [stranger, 'cus_9'],
        ]),
      },
    )
    expect(before[0]?.identifiers).toEqual(adaKeys)
    expect(after[0]?.identifiers).toEqual([...adaKeys, number, phone])
  })

  describe('warns', () => {
    const warnings = (...request: Parameters<typeof preview>) => preview(...request).warnings

    it('of nothing where nothing speaks against it', () =>
      expect(warnings({ events: [ada] }, { events: [eventOf('c', ['cookie_id:c'])] })).toEqual([]))

    it('of names that differ, but not of another spelling', () => {
      expect(warnings({ events: [ada] }, { events: [bob] })).toContain('Names differ: Ada, Bob.')
      const loud = eventOf('loud', bobKeys, { traits: { first_name: 'ADA' } })
      expect(warnings({ events: [ada] }, { events: [loud] })).toEqual([])
    })

    it('of customer numbers that differ, within one system only', () => {
      const numbered = (id: string, scope: string, number: string) =>
        eventOf(id, [`external_id:${scope}:${number}`])
      const one = { events: [numbered('1', 'shopify/demo', '17')] }
      expect(warnings(one, { events: [numbered('2', 'shopify/demo', '23')] })).toEqual([
        'Customer numbers differ (shopify/demo): 17, 23.',
      ])
      expect(warnings(one, { events: [numbered('3', 'tracking', '23')] })).toEqual([])
    })

    it('of each kind of identifier of which there would be too many', () => {
      const keys = (type: string, from: number, to: number) =>
        Array.from({ length: to - from }, (_, index) => `${type}:${from + index}`)
      const left = { events: [], keys: [...keys('email', 0, 3), ...keys('phone', 0, 4)] }
      const right = { events: [], keys: [...keys('email', 3, 6), ...keys('phone', 4, 6)] }
      expect(warnings(left, right)).toEqual([
        'More identifiers of the kind “e-mail” than the rules allow (5).',
        'More identifiers of the kind “phone” than the rules allow (5).',
      ])
      expect(warnings(left, { ...right, keys: keys('email', 3, 5) })).toEqual([])
    })

    it('that somebody kept the two apart, whichever part of them it was', () => {
      const apart = { events: [bob], cluster: { keptApartFrom: ['cus_older_part'] } }
      const members = ['cus_1', 'cus_older_part'].map((customerId) => ({ customerId, links: [] }))
      const told = 'Somebody decided before that they are different people; a merge takes that back.'
      expect(warnings({ events: [bob], cluster: { members } }, apart)).toEqual([told])
      expect(warnings({ events: [bob] }, apart)).toEqual([])
    })

    it('of what one allowed and the other refuses', () => {
      const allowing = (id: string, isGranted: boolean, channel?: 'email' | 'sms') =>
        eventOf(id, bobKeys, {
          consents: [{ purpose: 'sale-of-data', isGranted, ...(channel && { channel }) }],
        })
      const granted = { events: [allowing('1', true)] }
      expect(warnings(granted, { events: [allowing('2', false)] })).toEqual([
        expect.stringMatching(/^Sale of data is refused from then on, though .*\(cus_1\) allowed it\.$/),
      ])
      expect(warnings(granted, { events: [allowing('3', false, 'sms')] })).toEqual([
        expect.stringMatching(/^Sale of data by SMS is refused from then on/),
      ])
      expect(warnings(granted, { events: [allowing('4', true)] })).toEqual([])
    })

    it('when not all events were looked at', () =>
      expect(warnings({ events: [ada] }, { events: [ada] }, { isComplete: false })).toEqual([
        'There are more events than a preview looks at: the figures are those of the first 2.',
      ]))
  })
})
