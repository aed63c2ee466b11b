import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CustomerSide } from '#shared/contracts/identity.ts'
import { previewMerge } from '#shared/customers/previews/preview-merge.ts'
import { previewSeparation } from '#shared/customers/previews/preview-separation.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'
import { toIso } from '#shared/kernel/time.ts'
import { eventsInTwoOrders } from '#tests/support/arbitrary-events.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { plainKeys } from '#tests/support/plain-keys.ts'
import { referenceOrder, referenceOrderKey, sum } from '#tests/support/reference-orders.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { newCluster, timelineEvent } from '#tests/support/timeline-event.ts'

const seed = 20261121
const tenant = testTenant()

/** What a customer with these events must look like, found the slow way. */
function expectedSide(events: readonly CanonicalEvent[]): Partial<CustomerSide> {
  const ofOrders = Map.groupBy(
    events.filter((event) => event.order !== undefined),
    referenceOrderKey,
  )
  const orders = [...ofOrders.values()].map((ofOrder) => ({
    orderId: ofOrder[0]?.order?.orderId,
    ...referenceOrder(ofOrder),
  }))
  const inPounds = orders.flatMap(({ currency, amountMinor, converted }) =>
    currency === 'GBP' ? amountMinor : converted?.currency === 'GBP' ? converted.exactMinor : [],
  )
  return {
    eventCount: events.length,
    orderIds: orders.map(({ orderId }) => orderId ?? '').sort(),
    identifiers: [...new Set(events.flatMap(plainKeys))].sort(),
    ...(events.length > 0 && {
      customer: expect.objectContaining({
        firstSeenAt: toIso(Math.min(...events.map((event) => event.occurredAt))),
        lastSeenAt: toIso(Math.max(...events.map((event) => event.occurredAt))),
        orderCount: orders.filter((order) => order.kind === 'order' && order.status !== 'cancelled').length,
        revenue: {
          currency: 'GBP',
          // Each converted order is rounded by itself.
          amountMinor: expect.toSatisfy(
            (found: number) => Math.abs(found - sum(inPounds)) < 0.5 * inPounds.length + 1e-5,
          ),
        },
      }),
    }),
    ...(events.length === 0 && { customer: null, features: null }),
  }
}

/** Events of two customers: which has each. */
const events = fc.tuple(eventsInTwoOrders, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }))
const isDefined = (side: CustomerSide | undefined): side is CustomerSide => side !== undefined

describe('a preview', () => {
  it(`of a merge shows both sides and the customer that all their events make (seed ${seed})`, () => {
    fc.assert(
      fc.property(events, ([[all], isLeft]) => {
        const left = all.filter((_, index) => isLeft[index])
        const right = all.filter((_, index) => !isLeft[index])
        const owners = new Map(all.flatMap(plainKeys).map((key) => [key, 'cus_1']))
        const preview = previewMerge({
          tenant,
          rules: defaultIdentityRules,
          customers: [
            { cluster: newCluster('cus_1', []), events: left.map((event) => timelineEvent(event, 'cus_1')) },
            { cluster: newCluster('cus_2', []), events: right.map((event) => timelineEvent(event, 'cus_2')) },
          ],
          owners,
          isComplete: true,
          nowMs: testTimeMs,
        })
        expect(preview.before).toMatchObject([expectedSide(left), expectedSide(right)])
        expect(preview.after).toMatchObject([expectedSide(all)])
        expect(preview.after[0]?.customer?.id).toBe('cus_1')
      }),
      { seed, numRuns: 1_000 },
    )
  })

  it(`of a separation divides the events, and each side is what its events make (seed ${seed})`, () => {
    fc.assert(
      fc.property(events, ([[all], isGoing]) => {
        const side = (index: number) => (isGoing[index] ? ('goes' as const) : ('stays' as const))
        const keysOf = (wanted: 'goes' | 'stays') =>
          new Set(all.filter((_, index) => side(index) === wanted).flatMap(plainKeys))
        const [going, staying] = [keysOf('goes'), keysOf('stays')]
        // An identifier that both sides' events carry is one side's; the other's events do not show it.
        const sideOfKey = (key: string) => (going.has(key) ? 'goes' : staying.has(key) ? 'stays' : undefined)
        const preview = previewSeparation({
          tenant,
          basis: 7,
          customerId: 'cus_1',
          separateId: 'cus_2',
          events: all.map((event) => timelineEvent(event, 'cus_1')),
          sides: all.map((_, index) => side(index)),
          homeIds: all.map(() => 'cus_1'),
          sideOfKey,
          isComplete: true,
        })
        expect(preview.basis).toBe(7)
        expect(preview.before).toMatchObject([expectedSide(all)])
        const expected = (['stays', 'goes'] as const).map((wanted) => {
          const { identifiers = [], ...rest } = expectedSide(all.filter((_, index) => side(index) === wanted))
          return { ...rest, identifiers: identifiers.filter((key) => sideOfKey(key) === wanted) }
        })
        expect(preview.after).toMatchObject(expected)
        expect(preview.after.filter(isDefined)).toHaveLength(2)
      }),
      { seed, numRuns: 1_000 },
    )
  })
})
