/**
 * A Shopify header by the name that follows the prefix. Webhooks send `X-Shopify-Topic`, the newer events
 * subscriptions `Shopify-Topic`; both mean the same, and Shopify's own library looks for the newer one first.
 */
export function shopifyHeader(headers: ReadonlyMap<string, string>, name: string): string | undefined {
  return headers.get(`shopify-${name}`) ?? headers.get(`x-shopify-${name}`)
}
