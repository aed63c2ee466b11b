/**
 * A Shopify header by the name that follows the prefix. Webhooks send `X-Shopify-Topic`, the newer events
 * subscriptions `Shopify-Topic`; both mean the same.
 */
export function shopifyHeader(headers: ReadonlyMap<string, string>, name: string): string | undefined {
  return headers.get(`x-shopify-${name}`) ?? headers.get(`shopify-${name}`)
}
