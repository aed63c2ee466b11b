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
}

/** An order and who carries it: all of its events carry one identifier, or none; a late one may name the guest. */
interface OrderPlan {
  readonly orderId: string
  readonly anchor: Identifier | null
  readonly isAdopted: boolean
}

const names = ['Product Viewed', 'Product Added', 'Page Viewed', 'constructor']
const categories = ['Dresses', 'Shoes', '__proto__', 'toString']

export function drawShape(random: RandomSource): HistoryShape {
  const identifiers = Array.from({ length: drawInt(random, 3, 18) }, (_, index) =>
    identifierAt(random, index),
  )
  const orders = Array.from({ length: drawInt(random, 0, 6) }, (_, index): OrderPlan => {
    const fate = random()
    return {
      orderId: index === 0 ? '__proto__' : String(1000 + index),
      anchor: fate < 0.3 ? null : drawOne(random, identifiers),
      isAdopted: fate > 0.8,
    }
  })
  return { identifiers, orders, maxIdentifiersAnEvent: random() < 0.7 ? 3 : 7 }
}

function identifierAt(random: RandomSource, index: number): Identifier {
  return drawOne<Identifier>(random, [
    { type: 'phone', value: `+4477009001${String(index).padStart(2, '0')}` },
    { type: 'email', value: `person${index}@shop.example` },
    { type: 'external_id', value: `4711${index}`, scope: 'tracking' },
    { type: 'cookie_id', value: `cookie-${index}` },
  ])
}

export function drawEvent(random: RandomSource, shape: HistoryShape, id: string): CanonicalEvent {
  const occurredAt = testTimeMs + drawInt(random, 0, 12) * 6 * hourMs
  const plan = shape.orders.length > 0 && random() < 0.5 ? drawOne(random, shape.orders) : undefined
  const identifiers =
    plan === undefined ? drawIdentifiers(random, shape) : orderIdentifiers(random, shape, plan)
  return newEvent({
    id,
    source: plan === undefined ? drawOne(random, ['tracking/web', 'shopify/demo']) : 'shopify/demo',
    name: drawOne(random, names),
    channel: drawOne(random, ['web', 'pos', 'whatsapp']),
    occurredAt,
    receivedAt: occurredAt,
    identifiers,
    traits: { firstName: drawOne(random, ['Ada', 'Grace', '']), constructor: random() < 0.5 },
    properties: { category: drawOne(random, categories) },
    ...(plan !== undefined && { order: drawOrderChange(random, plan.orderId) }),
  })
}

/** Mostly one, so that customers come to be apart and are tied together later. */
function drawIdentifiers(random: RandomSource, shape: HistoryShape): Identifier[] {
  const count = random() < 0.6 ? 1 : drawInt(random, 0, shape.maxIdentifiersAnEvent)
  return shuffled(random, shape.identifiers).slice(0, count)
}

function orderIdentifiers(random: RandomSource, shape: HistoryShape, plan: OrderPlan): Identifier[] {
  if (plan.anchor === null || (plan.isAdopted && random() < 0.5))
    return [{ type: 'email', value: 'test@test.com' }]
  // At most three, so that no event of an order ends in review, away from the others.
  return [plan.anchor, ...drawIdentifiers(random, shape).slice(0, 2)]
}

function drawOrderChange(random: RandomSource, orderId: string): OrderChange {
  const change = drawOne(random, ['placed', 'placed', 'updated', 'updated', 'refunded', 'cancelled'] as const)
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
    ...(linesAre === 'all' && random() < 0.5 && { totalMinor: drawInt(random, 0, 50_000) }),
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
