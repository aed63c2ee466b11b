import type { CanonicalEvent } from '#shared/events/event.ts'
import type { OrderChange, OrderLine } from '#shared/events/order-change.ts'
import type { Identifier } from '#shared/identity/identifier.ts'
import type { RandomSource } from '#shared/kernel/random.ts'
import { hourMs } from '#shared/kernel/time.ts'
import { drawInt, drawOne, shuffled } from './drawing.ts'
import { newEvent, newOrderLine, testTimeMs } from './new-event.ts'

/** What a random history is made of: few of everything, so that all of it meets. */
export interface HistoryShape {
  readonly identifiers: readonly Identifier[]
  readonly maxIdentifiersAnEvent: number
  readonly orders: readonly OrderPlan[]
  /** How often an event says itself that two of its identifiers are one person. */
  readonly statementRate: number
}

/**
 * An order and who carries it: all of its events carry the same, or nothing; a late one may name the guest. Other
 * sources may tell of it too, and know the person by something else.
 */
interface OrderPlan {
  readonly orderId: string
  readonly carriers: readonly Identifier[]
  readonly isAdopted: boolean
  readonly carriersElsewhere: readonly Identifier[]
}

const names = ['Product Viewed', 'Product Added', 'Page Viewed', 'constructor']
const categories = ['Dresses', 'Shoes', '__proto__', 'toString']

/** Few identifiers an event, each of a kind that names a person: what is connected is one customer then. */
export function drawPlainShape(random: RandomSource): HistoryShape {
  const identifiers = Array.from({ length: drawInt(random, 3, 18) }, (_, index) =>
    drawOne(random, identifiersAt(index).slice(0, 4)),
  )
  return { identifiers, orders: drawOrders(random, identifiers), maxIdentifiersAnEvent: 3, statementRate: 0 }
}

export function drawShape(random: RandomSource): HistoryShape {
  const identifiers = Array.from({ length: drawInt(random, 3, 18) }, (_, index) =>
    drawOne(random, identifiersAt(index)),
  )
  return {
    identifiers,
    orders: drawOrders(random, identifiers),
    maxIdentifiersAnEvent: random() < 0.7 ? 3 : 7,
    statementRate: drawOne(random, [0, 0.1]),
  }
}

function drawOrders(random: RandomSource, identifiers: readonly Identifier[]): OrderPlan[] {
  return Array.from({ length: drawInt(random, 0, 6) }, (_, index): OrderPlan => {
    const fate = random()
    return {
      orderId: index === 0 ? '__proto__' : String(1000 + index),
      carriers: fate < 0.3 ? [] : shuffled(random, identifiers).slice(0, drawInt(random, 1, 3)),
      isAdopted: fate > 0.8,
      carriersElsewhere: shuffled(random, identifiers).slice(0, drawInt(random, 0, 2)),
    }
  })
}

function identifiersAt(index: number): Identifier[] {
  return [
    { type: 'phone', value: `+4477009001${String(index).padStart(2, '0')}` },
    { type: 'email', value: `person${index}@shop.example` },
    { type: 'external_id', value: `4711${index}`, scope: 'tracking' },
    { type: 'loyalty_id', value: `CARD-${index}` },
    { type: 'device_id', value: `device-${index}` },
    { type: 'cookie_id', value: `cookie-${index}` },
  ]
}

export function drawEvent(random: RandomSource, shape: HistoryShape, id: string): CanonicalEvent {
  const occurredAt = testTimeMs + drawInt(random, 0, 12) * 6 * hourMs
  const plan = shape.orders.length > 0 && random() < 0.5 ? drawOne(random, shape.orders) : undefined
  const isElsewhere = plan !== undefined && random() < 0.25
  const identifiers =
    plan === undefined
      ? drawIdentifiers(random, shape)
      : isElsewhere
        ? plan.carriersElsewhere
        : carriersOf(random, plan)
  const [from, to] = random() < shape.statementRate && plan === undefined ? identifiers : []
  return newEvent({
    id,
    source:
      plan === undefined
        ? drawOne(random, ['tracking/web', 'shopify/demo'])
        : isElsewhere
          ? 'tracking/web'
          : 'shopify/demo',
    name: drawOne(random, names),
    channel: drawOne(random, ['web', 'pos', 'whatsapp']),
    occurredAt,
    receivedAt: occurredAt,
    identifiers: [...identifiers],
    traits: { firstName: drawOne(random, ['Ada', 'Grace', '']), constructor: random() < 0.5 },
    properties: { category: drawOne(random, categories) },
    ...(plan !== undefined && {
      order: { ...drawOrderChange(random, plan.orderId), ...(isElsewhere && { shop: 'shopify/demo' }) },
    }),
    ...(random() < 0.2 && { consents: [{ purpose: 'marketing' as const, isGranted: random() < 0.5 }] }),
    ...(from !== undefined &&
      to !== undefined && { identityStatement: { kind: 'same-person' as const, from, to } }),
  })
}

/** Mostly one, so that customers come to be apart and are tied together later. */
function drawIdentifiers(random: RandomSource, shape: HistoryShape): Identifier[] {
  const count = random() < 0.6 ? 1 : drawInt(random, 0, shape.maxIdentifiersAnEvent)
  return shuffled(random, shape.identifiers).slice(0, count)
}

function carriersOf(random: RandomSource, { carriers, isAdopted }: OrderPlan): readonly Identifier[] {
  if (carriers.length > 0 && !(isAdopted && random() < 0.5)) return carriers
  return [{ type: 'email', value: 'test@test.com' }]
}

function drawOrderChange(random: RandomSource, orderId: string): OrderChange {
  const change = drawOne(random, [
    'placed',
    'placed',
    'updated',
    'updated',
    'paid',
    'fulfilled',
    'refunded',
    'cancelled',
  ] as const)
  const linesAre = drawOne(random, ['all', 'part'] as const)
  const refundNumber = drawInt(random, 1, 3)
  const tellsRefund = change === 'refunded' && random() < 0.8
  return {
    orderId,
    change: change === 'cancelled' && random() < 0.5 ? 'updated' : change,
    kind: random() < 0.9 ? 'order' : 'cancellation',
    currency: random() < 0.9 ? 'GBP' : 'JPY',
    lines: change === 'refunded' ? [] : drawLines(random),
    linesAre,
    ...(random() < 0.3 && { placedAt: testTimeMs - drawInt(random, 0, 3) * 6 * hourMs }),
    ...(linesAre === 'all' && random() < 0.5 && { totalMinor: drawInt(random, 0, 50_000) }),
    // Some parts are heads of orders; no draw of their own, so that the seeds of old failures keep their histories.
    ...(linesAre === 'part' && refundNumber > 1 && { totalMinor: refundNumber * 12_300, taxMinor: 100 }),
    ...(tellsRefund && { refund: { refundId: `refund-${refundNumber}`, amountMinor: refundNumber * 100 } }),
  }
}

/** Lines of one id say the same wherever they are told, as those of files do. */
function drawLines(random: RandomSource): OrderLine[] {
  const numbers = [1, 2, 3, 4].filter(() => random() < 0.5)
  return numbers.map((number) =>
    newOrderLine(String(number), number * 1234, {
      quantity: number / 4,
      category: categories[number - 1] ?? 'Hats',
    }),
  )
}
