import type { ConnectableSource } from '#shared/contracts/connections.ts'

interface SourceCard {
  /** What it is, in a sentence. */
  readonly sentence: string
  /** What comes in by it. */
  readonly brings: readonly string[]
}

/** A part of the gallery. */
export interface SourceGroup {
  readonly title: string
  readonly sources: readonly ConnectableSource[]
}

const groups: readonly { readonly title: string; readonly sources: readonly string[] }[] = [
  { title: 'Shop systems', sources: ['shopify', 'woocommerce', 'magento'] },
  { title: 'Messaging', sources: ['twilio', 'whatsapp'] },
  { title: 'Tills', sources: ['pos', 'square', 'lightspeed'] },
  { title: 'Web and app', sources: ['tracking'] },
  { title: 'CRM and accounts', sources: ['hubspot', 'salesforce', 'zoho'] },
  { title: 'Anything else', sources: ['rest'] },
]

const cards: Readonly<Record<string, SourceCard>> = {
  shopify: {
    sentence: 'A shop on Shopify, online and at its tills.',
    brings: ['Orders', 'Refunds', 'Customers', 'Consents', 'Carts', 'Products', 'Stock', 'Privacy requests'],
  },
  woocommerce: {
    sentence: 'A WordPress shop with WooCommerce.',
    brings: ['Orders', 'Refunds', 'Customers', 'Products', 'Stock', 'Coupons'],
  },
  magento: {
    sentence: 'A shop on Adobe Commerce, once Magento.',
    brings: ['Orders', 'Refunds', 'Customers', 'Products'],
  },
  twilio: {
    sentence: 'WhatsApp and text messages through a Twilio account.',
    brings: ['Messages', 'Delivery states', 'Opt-outs'],
  },
  whatsapp: {
    sentence: 'WhatsApp straight from Meta, without a company in between.',
    brings: ['Messages', 'Delivery states', 'Carts', 'Opt-outs', 'Changed numbers'],
  },
  pos: {
    sentence: 'Tills of any make, by an interface of our own.',
    brings: ['Sales', 'Returns', 'Bills with a phone or card', 'Stock counts'],
  },
  square: {
    sentence: 'Tills and online sales of a Square account.',
    brings: ['Payments', 'Orders', 'Refunds', 'Customers', 'Loyalty', 'Stock'],
  },
  lightspeed: {
    sentence: 'Tills with Lightspeed Retail (X-Series).',
    brings: ['Sales', 'Returns', 'Customers', 'Products', 'Stock'],
  },
  tracking: {
    sentence: 'What visitors do in the web shop and the app.',
    brings: ['Page views', 'Product views', 'Carts', 'Orders', 'Sign-ins', 'Consents'],
  },
  hubspot: {
    sentence: 'Contacts of a HubSpot account.',
    brings: ['Contacts', 'Changes', 'Merges', 'Deletions'],
  },
  salesforce: {
    sentence: 'Contacts and leads of a Salesforce organisation.',
    brings: ['Contacts', 'Leads'],
  },
  rest: {
    sentence: 'A system that can send JSON or be asked for it. You say what stands where.',
    brings: ['Events', 'Customers', 'Orders'],
  },
  zoho: {
    sentence: 'Zoho Books, Inventory and Billing.',
    brings: ['Contacts', 'Sales orders'],
  },
}

/** The sources by group, in the order of the gallery; one that belongs to none comes last, under "Others". */
export function groupSources(sources: readonly ConnectableSource[]): SourceGroup[] {
  const known = new Set(groups.flatMap((group) => group.sources))
  return [
    ...groups.map(({ title, sources: names }) => ({
      title,
      sources: names.flatMap((name) => sources.filter(({ source }) => source === name)),
    })),
    { title: 'Others', sources: sources.filter(({ source }) => !known.has(source)) },
  ].filter((group) => group.sources.length > 0)
}

/** What the gallery says of a source; of one that nobody described yet, nothing but that it can be connected. */
export function sourceCard(source: string): SourceCard {
  const card = Object.hasOwn(cards, source) ? cards[source] : undefined
  return card ?? { sentence: 'Another system that can send its events here.', brings: [] }
}
