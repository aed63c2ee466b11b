import type { JsonObject } from '#shared/kernel/json.ts'
import type { RandomSource } from '#shared/kernel/random.ts'
import { minuteMs, secondMs } from '#shared/kernel/time.ts'
import { type Product, shopCurrency, shopName } from './catalogue.ts'
import { drawWhole } from './draw.ts'
import { basketMinor, type Device, type Purchase, type Visit } from './occasion.ts'
import type { Person } from './people.ts'
import type { ShopMessage } from './shop-message.ts'
import { type CallBody, type Caller, callMessage, pounds } from './tracking-calls.ts'

const shopUrl = 'https://shop.example'
const library = { name: 'analytics.js', version: '2.11.1' }

/** What the shop's pages report of somebody who looks around. `signedIn` are the browsers the person is known on. */
export function visitCalls(
  person: Person,
  visit: Visit,
  signedIn: Set<Device>,
  random: RandomSource,
): ShopMessage[] {
  let atMs = visit.atMs
  const messages = [landing(person, visit.device, atMs, signedIn)]
  if (visit.signsIn && !signedIn.has(visit.device)) {
    atMs += drawWhole(5, 20, random) * secondMs
    messages.push(identify(person, visit.device, atMs, signedIn))
  }
  for (const product of visit.products) {
    atMs += drawWhole(8, 35, random) * secondMs
    messages.push(
      callMessage(atMs, caller(person, visit.device, signedIn), productCall('Product Viewed', product)),
    )
  }
  return messages
}

/** What the shop's pages report on the way to a purchase. The order itself comes from the shop system. */
export function checkoutCalls(
  person: Person,
  purchase: Purchase,
  signedIn: Set<Device>,
  random: RandomSource,
): ShopMessage[] {
  const { device, lines } = purchase
  const [first] = lines
  let atMs = purchase.atMs - drawWhole(5, 14, random) * minuteMs
  const messages = [landing(person, device, atMs, signedIn)]
  const tell = (body: CallBody) => {
    atMs += drawWhole(15, 50, random) * secondMs
    messages.push(callMessage(atMs, caller(person, device, signedIn), body))
  }
  if (first !== undefined && random() < 0.45) tell(productCall('Product Viewed', first.product))
  if (first !== undefined && random() < 0.3) tell(productCall('Product Added', first.product))
  if (!signedIn.has(device)) {
    atMs += drawWhole(15, 50, random) * secondMs
    messages.push(identify(person, device, atMs, signedIn))
  }
  if (random() < 0.6) {
    const properties = { value: pounds(basketMinor(lines)), currency: shopCurrency }
    tell({
      type: 'track',
      event: 'Checkout Started',
      properties,
      context: pageContext('/checkout', 'Checkout'),
    })
  }
  return messages
}

/** Whether the shop system asks this person for a phone number, and gets it. */
export function givesPhoneOnline(person: Person): boolean {
  return person.phone !== undefined && (person.usesWhatsapp || person.number % 2 === 0)
}

function landing(person: Person, device: Device, atMs: number, signedIn: Set<Device>): ShopMessage {
  const context = pageContext('/', shopName)
  const properties = { path: '/', url: `${shopUrl}/`, title: shopName }
  return callMessage(atMs, caller(person, device, signedIn), {
    type: 'page',
    name: 'Home',
    properties,
    context,
  })
}

function productCall(event: string, product: Product): CallBody {
  const { productId, sku, name, category, priceMinor } = product
  return {
    type: 'track',
    event,
    properties: {
      product_id: productId,
      sku,
      name,
      category,
      price: pounds(priceMinor),
      currency: shopCurrency,
    },
    context: pageContext(`/products/${sku.toLowerCase()}`, name),
  }
}

/** Logging in, or leaving an e-mail address at the checkout. From here on the browser is known. */
function identify(person: Person, device: Device, atMs: number, signedIn: Set<Device>): ShopMessage {
  signedIn.add(device)
  const { email, phone, firstName, lastName, accountId, birthday } = person
  const givesPhone = phone !== undefined && givesPhoneOnline(person)
  const traits = {
    ...(email === undefined ? {} : { email }),
    ...(givesPhone ? { phone } : {}),
    firstName,
    lastName,
    // Only the form for a new account asks for it.
    ...(accountId === undefined || birthday === undefined ? {} : { birthday }),
    address: addressTrait(person),
  }
  const known = caller(person, device, signedIn)
  const identifiers = [
    ...(email === undefined ? [] : [`email:${email}`]),
    ...(givesPhone ? [`phone:${phone}`] : []),
  ]
  return callMessage(
    atMs,
    { ...known, identifiers },
    { type: 'identify', traits, context: pageContext('/checkout', 'Checkout') },
  )
}

/** Where a person lives, as Segment's traits have it. */
export function addressTrait({ street, town, postcode }: Person): JsonObject {
  return { street, city: town.name, postalCode: postcode, country: 'GB' }
}

function caller(person: Person, device: Device, signedIn: Set<Device>): Caller {
  return {
    personId: person.personId,
    anonymousId: person.cookies[device],
    userId: signedIn.has(device) ? person.accountId : undefined,
    identifiers: [],
  }
}

function pageContext(path: string, title: string) {
  return { library, locale: 'en-GB', page: { path, url: `${shopUrl}${path}`, title } }
}
