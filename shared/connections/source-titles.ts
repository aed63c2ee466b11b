import type { ConnectableSource } from '../contracts/connections.ts'
import { own } from '../kernel/own.ts'
import { plainName } from '../kernel/plain-text.ts'

interface SourceTitle {
  readonly title: string
  /** Who makes the secret: `patron` where the vendor lets one be entered, `vendor` where it shows its own. */
  readonly secretOrigin: ConnectableSource['secretOrigin']
}

export const sourceTitles: Readonly<Record<string, SourceTitle>> = {
  tracking: { title: 'Website and app', secretOrigin: 'none' },
  shopify: { title: 'Shopify', secretOrigin: 'vendor' },
  woocommerce: { title: 'WooCommerce', secretOrigin: 'patron' },
  magento: { title: 'Adobe Commerce', secretOrigin: 'vendor' },
  zoho: { title: 'Zoho Books and Inventory', secretOrigin: 'patron' },
  twilio: { title: 'Twilio', secretOrigin: 'vendor' },
  whatsapp: { title: 'WhatsApp', secretOrigin: 'vendor' },
  hubspot: { title: 'HubSpot', secretOrigin: 'vendor' },
  salesforce: { title: 'Salesforce', secretOrigin: 'patron' },
  rest: { title: 'Any other system (REST)', secretOrigin: 'patron' },
  pos: { title: 'Point of sale', secretOrigin: 'patron' },
  square: { title: 'Square', secretOrigin: 'vendor' },
  lightspeed: { title: 'Lightspeed Retail', secretOrigin: 'vendor' },
}

/** How a source is called; one that nobody described yet by its name, with a secret of the vendor's. */
export function sourceTitle(source: string): SourceTitle {
  return own(sourceTitles, source) ?? { title: plainName(source), secretOrigin: 'vendor' }
}
