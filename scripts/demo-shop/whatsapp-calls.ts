import type { RandomSource } from '#shared/kernel/random.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import { drawOne, drawWhole } from './draw.ts'
import { basketMinor, type Purchase } from './occasion.ts'
import type { Person } from './people.ts'
import type { ShopMessage } from './shop-message.ts'
import { type Caller, callMessage, orderCompleted } from './tracking-calls.ts'

const library = { name: 'whatsapp-bridge', version: '2.0.3' }

const questions: readonly string[] = [
  'Hello, is the Bath shop open on Monday?',
  'Do you deliver to the Highlands?',
  'When will the cold brew be back?',
  'My parcel has not come yet, could you have a look?',
  'Can I change the day of my milk round?',
  'Is the granola free of nuts?',
]

/** A question that comes in over WhatsApp. The phone must be known. */
export function chatCalls(person: Person, phone: string, atMs: number, random: RandomSource): ShopMessage[] {
  return [received(person, phone, atMs, drawOne(questions, random))]
}

/** An order taken in a WhatsApp conversation. */
export function whatsappOrderCalls(
  person: Person,
  phone: string,
  purchase: Purchase,
  orderId: string,
  random: RandomSource,
): ShopMessage[] {
  const wish = purchase.lines.map(({ product, quantity }) => `${quantity} x ${product.name}`).join(', ')
  const order = { orderId, channel: 'whatsapp', totalMinor: basketMinor(purchase.lines) } as const
  return [
    received(
      person,
      phone,
      purchase.atMs - drawWhole(2, 9, random) * minuteMs,
      `Hello, could I have ${wish}?`,
    ),
    callMessage(
      purchase.atMs,
      caller(person, phone),
      {
        type: 'track',
        event: 'Order Completed',
        properties: orderCompleted(orderId, purchase.lines, {}),
        context: context(person, phone),
      },
      order,
    ),
  ]
}

function received(person: Person, phone: string, atMs: number, text: string): ShopMessage {
  return callMessage(atMs, caller(person, phone), {
    type: 'track',
    event: 'Message Received',
    properties: { text },
    context: context(person, phone),
  })
}

function caller(person: Person, phone: string): Caller {
  return {
    personId: person.personId,
    anonymousId: `whatsapp-${phone.slice(1)}`,
    identifiers: [`phone:${phone}`],
  }
}

function context(person: Person, phone: string) {
  return { library, channel: 'whatsapp', traits: { phone, firstName: person.firstName } }
}
