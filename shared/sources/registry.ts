import { shopifySource } from './shopify/index.ts'
import type { Source } from './source.ts'

/**
 * The sources that deliver to /webhooks/{source}/{connectionId}, by name. A new source is its own folder and one line
 * here. (Tracking calls have doors of their own under /v1.)
 */
export const webhookSources: ReadonlyMap<string, Source> = new Map<string, Source>([
  [shopifySource.name, shopifySource],
])
