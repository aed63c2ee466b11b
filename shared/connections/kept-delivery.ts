import type { KeptDelivery } from '../database/tables/connection-logs.ts'
import type { Delivery } from '../sources/source.ts'
import { bodyOfText } from './body-text.ts'

/** A delivery as it came, but for the headers that let it in; undefined when its body was not kept. */
export function deliveryOf(kept: KeptDelivery | null): Delivery | undefined {
  if (kept === null || kept.body === null) return undefined
  const { method, url, headers, body } = kept
  return { method, url, headers: new Map(Object.entries(headers)), body: bodyOfText(body) }
}
