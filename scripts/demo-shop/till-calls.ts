import type { JsonObject } from '#shared/kernel/json.ts'
import type { RandomSource } from '#shared/kernel/random.ts'
import { hourMs, minuteMs } from '#shared/kernel/time.ts'
import { drawBetween } from './draw.ts'
import { mistypeEmail } from './email-addresses.ts'
import { basketMinor, type Purchase } from './occasion.ts'
import type { Person } from './people.ts'
import { mistypePhone, nationalPhone, shopPhone } from './phone-numbers.ts'
import type { ShopMessage } from './shop-message.ts'
import { type Caller, callMessage, orderCompleted } from './tracking-calls.ts'
import { addressTrait } from './web-calls.ts'

/** Where the shop has tills, as they name themselves. */
export const stores = ['Bath', 'Leeds'] as const
const library = { name: 'till-bridge', version: '1.4.0' }
const mistypedRate = 0.01
const receiptWithCodeRate = 0.12
const scannedRate = 0.7

/** What the till needs to know beside the sale. */
export interface TillSale {
  readonly orderId: string
  /** The card was not given out yet, so the person is asked for everything. */
  readonly isFirst: boolean
  /** The buyer gave no phone where the till insists on one, so staff typed in the shop's own. */
  readonly isShopPhoneTyped: boolean
  /** E-mail addresses and phones in use, so that a slip does not name somebody else. */
  readonly taken: Set<string>
  readonly nowMs: number
}

/** How somebody is known at the till, and what the till sends about them. */
interface Shown {
  readonly caller: Caller
  readonly traits: JsonObject
}

/** The store in which somebody shops. */
export function storeOf(person: Person): (typeof stores)[number] {
  return stores[person.number % stores.length] ?? stores[0]
}

/** A sale at the till and, when its receipt had a QR code that was scanned, that scan. */
export function tillCalls(
  person: Person,
  purchase: Purchase,
  sale: TillSale,
  random: RandomSource,
): ShopMessage[] {
  const { orderId } = sale
  const store = storeOf(person)
  const { caller, traits } = showAtTill(person, sale, random)
  // Scanning the receipt of a mistyped sale would tell after all whose it was.
  const hasCode = caller.mistyped === undefined && random() < receiptWithCodeRate
  const receipt = `R${orderId}`
  const bill = `pos_bill:${store}:${receipt}`
  const order = { orderId, channel: 'pos', totalMinor: basketMinor(purchase.lines) } as const
  const messages = [
    callMessage(
      purchase.atMs,
      hasCode ? { ...caller, identifiers: [...caller.identifiers, bill] } : caller,
      {
        type: 'track',
        event: 'Order Completed',
        properties: orderCompleted(orderId, purchase.lines, {
          store,
          ...(hasCode ? { receipt_number: receipt } : {}),
        }),
        context: { library, channel: 'pos', traits },
      },
      order,
    ),
  ]
  const scannedMs = Math.floor(purchase.atMs + drawBetween(minuteMs, 30 * hourMs, random))
  if (hasCode && random() < scannedRate && scannedMs < sale.nowMs) {
    const { personId, cookies } = person
    messages.push(
      callMessage(
        scannedMs,
        { personId, anonymousId: cookies[0], identifiers: [bill] },
        {
          type: 'track',
          event: 'QR Scanned',
          properties: { receipt_number: receipt, store, campaign: 'receipt' },
          context: { library, channel: 'qr' },
        },
      ),
    )
  }
  return messages
}

/** Mostly the card is scanned; sometimes it is at home and the phone number is typed in instead. */
function showAtTill(person: Person, sale: TillSale, random: RandomSource): Shown {
  const { email, phone, loyaltyId } = person
  if (sale.isFirst) {
    const { caller, traits } = shown(person, { loyaltyId, email, phone })
    const { firstName, lastName, birthday } = person
    const form = { address: addressTrait(person), ...(birthday === undefined ? {} : { birthday }) }
    return { caller, traits: { ...traits, firstName, lastName, ...(loyaltyId === undefined ? {} : form) } }
  }
  if (sale.isShopPhoneTyped) {
    const { caller, traits } = shown(person, { loyaltyId, phone: shopPhone })
    return { caller: { ...caller, ofOthers: [`phone:${shopPhone}`] }, traits }
  }
  const isMistyped = random() < mistypedRate
  if (loyaltyId === undefined || random() < 0.2) {
    if (phone === undefined) return shown(person, { loyaltyId, email })
    const slip = isMistyped ? mistypePhone(phone, sale.taken, random) : undefined
    return shown(person, { phone: slip ?? phone }, slip === undefined ? undefined : `phone:${slip}`)
  }
  const slip = isMistyped && email !== undefined ? mistypeEmail(email, sale.taken, random) : undefined
  if (slip !== undefined) return shown(person, { loyaltyId, email: slip }, `email:${slip}`)
  return shown(person, { loyaltyId })
}

interface Given {
  readonly loyaltyId?: string | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
}

function shown(person: Person, { loyaltyId, email, phone }: Given, mistyped?: string): Shown {
  const identifiers = [
    ...(loyaltyId === undefined ? [] : [`loyalty_id:${loyaltyId}`]),
    ...(email === undefined ? [] : [`email:${email}`]),
    ...(phone === undefined ? [] : [`phone:${phone}`]),
  ]
  const traits = {
    ...(loyaltyId === undefined ? {} : { loyalty_id: loyaltyId }),
    // Tills write in capitals, and phone numbers as people say them.
    ...(email === undefined ? {} : { email: email.toUpperCase() }),
    ...(phone === undefined ? {} : { phone: nationalPhone(phone) }),
  }
  // The tracking API wants an id with every call; the till makes one from what it was shown.
  const anonymousId = `till-${loyaltyId ?? phone?.slice(1) ?? email}`
  return {
    caller: {
      personId: person.personId,
      anonymousId,
      identifiers,
      ...(mistyped === undefined ? {} : { mistyped: [mistyped] }),
    },
    traits,
  }
}
