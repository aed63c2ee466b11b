const words: Readonly<Record<string, string>> = {
  shopify: 'the shop on Shopify',
  woocommerce: 'the web shop',
  magento: 'the web shop',
  twilio: 'your messages',
  whatsapp: 'your WhatsApp messages',
  pos: 'the till in a store',
  square: 'the till in a store',
  lightspeed: 'the till in a store',
  tracking: 'your visits to the website',
  hubspot: 'the customer service software (HubSpot)',
  salesforce: 'the customer service software (Salesforce)',
  zoho: 'the customer service software (Zoho)',
  csv: 'a file the shop had',
  qr: 'a QR code you scanned',
  patron: 'what you or the shop noted here',
  rest: 'a system of the shop',
}

/** Where a fact came from, as a customer would say it. `source` is that of the event: "tracking/web". */
export function sourceWords(source: string): string {
  return words[source.split('/')[0] ?? ''] ?? `a system of the shop (${source})`
}
