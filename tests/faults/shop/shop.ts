import type { SentEvent } from './sent-event.ts'

/** What a person may have decided, by the ids of customers. */
export type Decision =
  /** The first of the two stays. */
  | { readonly kind: 'merge'; readonly customerIds: readonly [string, string] }
  /** The merge that stands and made these two one. */
  | { readonly kind: 'undo-merge'; readonly customerIds: readonly [string, string] }
  | { readonly kind: 'split'; readonly customerId: string; readonly keys: readonly string[] }
  /** The split that made the second of the first. */
  | { readonly kind: 'undo-split'; readonly customerIds: readonly [string, string] }
  | { readonly kind: 'erase'; readonly customerId: string }

/** A platform under test as its users see it. It may be killed and started again between any two calls, and within. */
export interface Shop {
  /** How often to try before giving up. */
  readonly patience: number
  /** What the last call was refused with, for whoever wonders why nothing happens. */
  readonly lastRefusal?: string
  /** Sends events until they are accepted. */
  accept(events: readonly SentEvent[]): Promise<void>
  /** The customer an identifier belongs to now. */
  ownerOf(key: string): Promise<string | null>
  /** Asks once; whether it was done shows in who owns what. */
  decide(decision: Decision): Promise<void>
  /** Lets time pass. */
  pause(): Promise<void>
  /** Waits until everything that was accepted is settled and every decision carried out. */
  settled(): Promise<void>
}

/** Acts again and again until something is so. */
export async function insist(
  shop: Pick<Shop, 'pause' | 'patience' | 'lastRefusal'>,
  what: string,
  isSo: () => Promise<boolean>,
  act: () => Promise<void> = async () => {},
): Promise<void> {
  for (let tries = 0; !(await isSo()); tries += 1) {
    if (tries === shop.patience) throw new Error(`in vain: ${what}; last refusal: ${shop.lastRefusal}`)
    await act()
    await shop.pause()
  }
}
