import type { ShopMessage } from './shop-message.ts'
import type { ShopifyOrder } from './shopify-orders.ts'
import type { TrackingCall } from './tracking-calls.ts'

/** One HTTP request on its way to a door. */
export type PackedRequest =
  | { readonly kind: 'batch'; readonly body: string; readonly eventCount: number }
  | { readonly kind: 'webhook'; readonly body: string; readonly eventCount: 1 }

const maxCallsPerBatch = 100
const maxBatchBytes = 450_000
// `{"batch":[` and `]}` around the calls.
const envelopeBytes = 12

/**
 * Messages in time order as requests: tracking calls in batches that the API takes, each Shopify order in a webhook of
 * its own. Requests keep the order of time, but for the calls of a batch, which wait until it is full.
 */
export function packRequests(messages: readonly ShopMessage[]): PackedRequest[] {
  const requests: PackedRequest[] = []
  let calls: string[] = []
  let byteCount = envelopeBytes
  const flush = () => {
    if (calls.length > 0)
      requests.push({ kind: 'batch', body: `{"batch":[${calls.join(',')}]}`, eventCount: calls.length })
    calls = []
    byteCount = envelopeBytes
  }
  const add = (call: TrackingCall) => {
    const json = JSON.stringify(call)
    const callBytes = Buffer.byteLength(json) + 1
    if (calls.length === maxCallsPerBatch || byteCount + callBytes > maxBatchBytes) flush()
    calls.push(json)
    byteCount += callBytes
  }
  const post = (order: ShopifyOrder) =>
    requests.push({ kind: 'webhook', body: JSON.stringify(order), eventCount: 1 })

  for (const { record } of messages) {
    if (record.door === 'tracking') add(record.call)
    if (record.door === 'shopify') post(record.order)
  }
  flush()
  return requests
}
