import type { PreparedRequest } from './prepared-request.ts'
import { type OrderLoad, signedOrders } from './signed-orders.ts'
import { type TrackingLoad, trackingBatches } from './tracking-batches.ts'

/** What is sent; small enough to be handed to the driver, which makes the requests of it. */
export type Load = TrackingLoad | OrderLoad

export function prepareLoad(load: Load): PreparedRequest[] {
  return load.kind === 'tracking-batches' ? trackingBatches(load) : signedOrders(load)
}

/** What the parent sends the driver, in this order. */
export type DriverOrder =
  | { readonly kind: 'prepare'; readonly target: Target; readonly load: Load }
  | { readonly kind: 'go' }

export interface Target {
  readonly url: string
  readonly concurrency: number
  /** Takes the place of every request's own path: for a baseline, which knows no other. */
  readonly path?: string
}

export interface LoadResult {
  readonly requestCount: number
  readonly elapsedMs: number
  readonly latenciesMs: number[]
  /** Answers that were not 200, by status. */
  readonly failures: Record<string, number>
}

export type DriverReply =
  | { readonly kind: 'prepared' }
  | { readonly kind: 'done'; readonly result: LoadResult }
