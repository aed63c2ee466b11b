/** Where the pages about identity are. */
export const customerAddress = (customerId: string) => `/customers/${encodeURIComponent(customerId)}`
export const reviewAddress = (reviewId: string) => `/reviews/${encodeURIComponent(reviewId)}`
export const undoMergeAddress = (mergeId: string) => `/merges/${encodeURIComponent(mergeId)}/undo`
export const undoSplitAddress = (customerId: string, splitId: string) =>
  `${customerAddress(customerId)}/splits/${encodeURIComponent(splitId)}/undo`

/** The page that shows what a merge of two customers would come to; `survivorId` stays. */
export function newMergeAddress(customerIds: readonly string[], survivorId?: string): string {
  const params = new URLSearchParams(customerIds.map((customerId) => ['customer', customerId]))
  if (survivorId !== undefined) params.set('survivor', survivorId)
  return `/merges/new?${params}`
}

/** Where a customer's consents are, with their history and what may be done about them. */
export const consentsAddress = (customerId: string) => `${customerAddress(customerId)}/consents`
