import type { JsonObject } from '../../kernel/json.ts'
import { secondMs } from '../../kernel/time.ts'
import { namedHex } from '../../simulators/named-ids.ts'
import { currency, decimal, type Purchase } from '../../simulators/shop.ts'
import type { Happening, Simulator } from '../../simulators/simulator.ts'
import { shopPhone } from '../../simulators/town.ts'
import { signWhatsApp } from './sign.ts'

const shopNumber = shopPhone.slice(1)
const shopNumberId = '106540000000117'

const writers: ReadonlyMap<string, (happening: Happening) => JsonObject> = new Map([
  ['statuses/sent', simulatedStatus('sent')],
  ['statuses/delivered', simulatedStatus('delivered')],
  ['statuses/read', simulatedStatus('read')],
  ['messages', simulatedText((purchase) => `Is the ${purchase.lines[0]?.product.name} still to be had? 🙂`)],
  ['messages/stop', simulatedText(() => 'STOP')],
  ['messages/button', simulatedButton],
  ['messages/order', simulatedCart],
  ['messages/number-changed', simulatedNumberChange],
  ['statuses/failed', simulatedStatus('failed', [{ code: 131047, title: 'Re-engagement message' }])],
  ['user_preferences', simulatedPreference],
])

const life = [
  { topic: 'statuses/sent', step: 'placed' },
  { topic: 'statuses/delivered', step: 'paid' },
  { topic: 'statuses/read', step: 'fulfilled' },
] as const

/** Webhooks of Meta's Cloud API. Meta names the field alone; what follows the stroke is ours. */
export const whatsappSimulator: Simulator = {
  source: 'whatsapp',
  signsBody: true,
  life,
  others: [...writers.keys()].slice(life.length).map((topic) => ({ topic, step: 'placed' })),
  write: (happening) => {
    const { topic } = happening
    const field = topic.startsWith('user_') ? topic : 'messages'
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: shopNumber, phone_number_id: shopNumberId },
      ...writers.get(topic)?.(happening),
    }
    return {
      body: JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [{ id: '102290000000117', changes: [{ value, field }] }],
      }),
      headers: { 'content-type': 'application/json', 'user-agent': 'facebookexternalua' },
    }
  },
  sign: ({ body }, secret) => signWhatsApp(body, secret),
}

function whatsAppId({ shopper }: Purchase): string {
  return shopper.phone.slice(1)
}

/** How Meta names the person to this business alone. */
function userId({ shopper }: Purchase): string {
  return `GB.${13_000_000_000_000 + shopper.index}`
}

function messageId(name: string, { number }: Purchase): string {
  return `wamid.${namedHex(`${name}:${number}`, 40).toUpperCase()}==`
}

function seconds(atMs: number): number {
  return Math.floor(atMs / secondMs)
}

function contacts(purchase: Purchase): JsonObject[] {
  const { firstName, lastName } = purchase.shopper
  const profile = { name: `${firstName} ${lastName}` }
  return [{ profile, wa_id: whatsAppId(purchase), user_id: userId(purchase) }]
}

/** One message of the person's; its id is made of the topic and the purchase. */
function simulatedMessage({ topic, purchase, atMs }: Happening, content: JsonObject): JsonObject {
  return {
    contacts: contacts(purchase),
    messages: [
      {
        from: whatsAppId(purchase),
        from_user_id: userId(purchase),
        id: messageId(topic, purchase),
        timestamp: String(seconds(atMs)),
        ...content,
      },
    ],
  }
}

function simulatedText(textOf: (purchase: Purchase) => string): (happening: Happening) => JsonObject {
  return (happening) =>
    simulatedMessage(happening, { type: 'text', text: { body: textOf(happening.purchase) } })
}

function simulatedButton(happening: Happening): JsonObject {
  return simulatedMessage(happening, {
    type: 'interactive',
    context: { from: shopNumber, id: messageId('sent', happening.purchase) },
    interactive: {
      type: 'button_reply',
      button_reply: { id: 'collect-in-store', title: 'Collect in store' },
    },
  })
}

function simulatedCart(happening: Happening): JsonObject {
  return simulatedMessage(happening, {
    type: 'order',
    order: {
      catalog_id: '194830000000117',
      text: '',
      product_items: happening.purchase.lines.map(({ product, quantity }) => ({
        product_retailer_id: product.sku,
        quantity,
        item_price: Number(decimal(product.priceMinor)),
        currency,
      })),
    },
  })
}

function simulatedNumberChange({ topic, purchase, atMs }: Happening): JsonObject {
  const before = whatsAppId(purchase)
  const after = purchase.shopper.nextPhone.slice(1)
  const body = `User ${purchase.shopper.firstName} changed from ${before} to ${after}`
  const system = { body, wa_id: after, type: 'user_changed_number' }
  const id = messageId(topic, purchase)
  return { messages: [{ from: before, id, timestamp: String(seconds(atMs)), type: 'system', system }] }
}

function simulatedStatus(status: string, errors?: JsonObject[]): (happening: Happening) => JsonObject {
  return ({ purchase, atMs }) => ({
    statuses: [
      {
        id: messageId('sent', purchase),
        status,
        timestamp: String(seconds(atMs)),
        recipient_id: whatsAppId(purchase),
        recipient_user_id: userId(purchase),
        ...(errors !== undefined && { errors }),
      },
    ],
  })
}

function simulatedPreference({ purchase, atMs }: Happening): JsonObject {
  return {
    contacts: contacts(purchase),
    user_preferences: [
      {
        wa_id: whatsAppId(purchase),
        user_id: userId(purchase),
        detail: 'User requested to stop marketing messages',
        category: 'marketing_messages',
        value: 'stop',
        timestamp: seconds(atMs),
      },
    ],
  }
}
