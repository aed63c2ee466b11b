import type { RandomSource } from '#shared/kernel/random.ts'
import { historyMessage } from './csv-history.ts'
import type { Device, Occasion, Purchase } from './occasion.ts'
import type { Person } from './people.ts'
import type { Calendar } from './seasons.ts'
import type { ShopMessage } from './shop-message.ts'
import { shopifyOrderMessage } from './shopify-orders.ts'
import { tillCalls } from './till-calls.ts'
import { withMessageId } from './tracking-calls.ts'
import { checkoutCalls, visitCalls } from './web-calls.ts'
import { chatCalls, whatsappOrderCalls } from './whatsapp-calls.ts'

const guestRate = 0.02

/** What all people of one shop have in common while their messages are written. */
export interface Shop {
  readonly seed: number
  readonly calendar: Calendar
  /** The shop's own number of every purchase, counted up in time order over all channels. */
  readonly orderNumbers: ReadonlyMap<Purchase, number>
  /** E-mail addresses and phones in use; slips are added. */
  readonly taken: Set<string>
  /** Purchases at the till for which staff typed in the shop's own phone. */
  readonly withShopPhone: ReadonlySet<Purchase>
}

/**
 * Everything the shop's systems report about one person, in time order, each record through the door of its system.
 * `occasions` are in time order.
 */
export function messagesOfPerson(
  person: Person,
  occasions: readonly Occasion[],
  shop: Shop,
  random: RandomSource,
): ShopMessage[] {
  const signedIn = new Set<Device>()
  let hasBoughtAtTill = false

  const messagesFor = (occasion: Occasion): ShopMessage[] => {
    const isLive = occasion.atMs >= shop.calendar.liveFromMs
    if (occasion.kind === 'chat') {
      return person.phone === undefined ? [] : chatCalls(person, person.phone, occasion.atMs, random)
    }
    if (occasion.kind === 'visit') return isLive ? visitCalls(person, occasion, signedIn, random) : []
    const orderNumber = shop.orderNumbers.get(occasion) ?? 0
    if (!isLive) return [historyMessage(person, occasion, orderNumber, random() < guestRate)]
    if (occasion.channel === 'web') {
      return [
        ...checkoutCalls(person, occasion, signedIn, random),
        shopifyOrderMessage(person, occasion, orderNumber, random),
      ]
    }
    if (occasion.channel === 'whatsapp' && person.phone !== undefined) {
      return whatsappOrderCalls(person, person.phone, occasion, `W${orderNumber}`, random)
    }
    const isFirst = !hasBoughtAtTill
    hasBoughtAtTill = true
    const { taken, calendar, withShopPhone } = shop
    const isShopPhoneTyped = withShopPhone.has(occasion)
    return tillCalls(
      person,
      occasion,
      { orderId: `T${orderNumber}`, isFirst, isShopPhoneTyped, taken, nowMs: calendar.nowMs },
      random,
    )
  }

  return occasions
    .flatMap(messagesFor)
    .sort((left, right) => left.atMs - right.atMs)
    .map((message, index) => withMessageId(message, `${shop.seed}-${person.number}-${index + 1}`))
}
