/** What became of one queue message. Only settle-batch.ts turns it into an ack. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'drop'; readonly reason: string }
  | { readonly kind: 'retry'; readonly afterSeconds: number; readonly reason: string }

export const done: Outcome = { kind: 'done' }
