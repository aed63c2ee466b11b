/** The page of what goes with a product. */
export function productAddress(productId: string): string {
  return `/products/${encodeURIComponent(productId)}`
}
