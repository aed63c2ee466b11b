import type { JsonObject } from '../../kernel/json.ts'
import { toIso } from '../../kernel/time.ts'
import { currency, decimal, type Step } from '../../simulators/shop.ts'
import type { Happening, Simulator } from '../../simulators/simulator.ts'
import type { Shopper } from '../../simulators/town.ts'
import { signZoho } from './sign.ts'

const statuses: Readonly<Record<Step, string>> = {
  placed: 'confirmed',
  paid: 'invoiced',
  fulfilled: 'fulfilled',
  refunded: 'void',
}

/** Webhooks of Zoho Inventory. It has no refunds: what comes back in the end is the whole order, voided. */
export const zohoSimulator: Simulator = {
  source: 'zoho',
  signsBody: true,
  life: (['placed', 'paid', 'fulfilled', 'refunded'] as const).map((step) => ({ topic: 'salesorder', step })),
  others: [{ topic: 'contact', step: 'placed' }],
  write: (happening) => ({
    body: JSON.stringify(
      happening.topic === 'contact'
        ? { contact: simulatedContact(happening) }
        : { salesorder: simulatedOrder(happening) },
    ),
    headers: { 'content-type': 'application/json;charset=UTF-8', 'user-agent': 'ZohoInventory' },
  }),
  sign: ({ url, body }, secret) => signZoho(url, body, secret),
}

function contactId({ index }: Shopper): string {
  return String(460_000_000_100_000 + index)
}

/** "2026-11-02T09:15:12+0000" */
function writtenMoment(atMs: number): string {
  return `${toIso(atMs).slice(0, 19)}+0000`
}

function simulatedPerson(shopper: Shopper): JsonObject {
  return {
    contact_person_id: `${contactId(shopper)}1`,
    first_name: shopper.firstName,
    last_name: shopper.lastName,
    email: shopper.email,
    phone: '',
    mobile: shopper.phone,
    is_primary_contact: true,
  }
}

function simulatedContact({ purchase, atMs }: Happening): JsonObject {
  const { shopper } = purchase
  return {
    contact_id: contactId(shopper),
    contact_name: `${shopper.firstName} ${shopper.lastName}`,
    company_name: '',
    contact_type: 'customer',
    customer_sub_type: 'individual',
    first_name: shopper.firstName,
    last_name: shopper.lastName,
    email: shopper.email,
    phone: '',
    mobile: shopper.phone,
    currency_code: currency,
    status: 'active',
    contact_persons: [simulatedPerson(shopper)],
    billing_address: {
      address: shopper.street,
      street2: '',
      city: shopper.city,
      state: '',
      zip: shopper.postalCode,
      country: 'United Kingdom',
      country_code: 'GB',
    },
    created_time: writtenMoment(purchase.placedAtMs),
    last_modified_time: writtenMoment(atMs),
  }
}

function simulatedOrder({ step, purchase, atMs }: Happening): JsonObject {
  const { number, shopper } = purchase
  const amount = (amountMinor: number) => Number(decimal(amountMinor))
  return {
    salesorder_id: String(4_815_000_000_000_000 + number),
    salesorder_number: `SO-${number}`,
    date: toIso(purchase.placedAtMs).slice(0, 10),
    status: statuses[step],
    reference_number: '',
    customer_id: contactId(shopper),
    customer_name: `${shopper.firstName} ${shopper.lastName}`,
    currency_code: currency,
    is_inclusive_tax: true,
    line_items: purchase.lines.map(({ product, quantity, amountMinor }, index) => ({
      line_item_id: String(number * 10 + index),
      item_id: String(4_815_000_000_000 + product.number),
      name: product.name,
      sku: product.sku,
      rate: amount(product.priceMinor),
      quantity,
      item_total: amount(amountMinor),
    })),
    shipping_charge: amount(purchase.shippingMinor),
    discount_amount: 0,
    tax_total: amount(purchase.goodsTaxMinor + purchase.shippingTaxMinor),
    total: amount(purchase.goodsMinor + purchase.shippingMinor),
    contact_person_details: [simulatedPerson(shopper)],
    created_time: writtenMoment(purchase.placedAtMs),
    last_modified_time: writtenMoment(atMs),
  }
}
