/** Decisions after which a page says what was done and how to take it back. */
export const doneKinds = [
  'merged',
  'merge-undone',
  'kept-apart',
  'left-as-is',
  'not-shared',
  'split',
  'split-undone',
] as const

/** A decision that was just made. */
export interface Done {
  readonly kind: (typeof doneKinds)[number]
  readonly mergeId?: string | undefined
  readonly splitId?: string | undefined
  /** The customers it was about, the one that stayed first. */
  readonly customerIds: readonly string[]
}

/** The address of a page that begins by saying what was done. The words are the page's, never the address's. */
export function doneAddress(path: string, done: Done): string {
  const params = new URLSearchParams({ done: done.kind })
  if (done.mergeId !== undefined) params.set('merge', done.mergeId)
  if (done.splitId !== undefined) params.set('split', done.splitId)
  for (const customerId of done.customerIds) params.append('customer', customerId)
  return `${path}?${params}`
}

/** What an address says was done; undefined when it says nothing that is known here. */
export function parseDone(params: URLSearchParams): Done | undefined {
  const kind = doneKinds.find((candidate) => candidate === params.get('done'))
  if (kind === undefined) return undefined
  return {
    kind,
    mergeId: params.get('merge') ?? undefined,
    splitId: params.get('split') ?? undefined,
    customerIds: params.getAll('customer'),
  }
}
