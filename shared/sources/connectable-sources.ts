import { webhookSources } from './registry.ts'
import type { Source } from './source.ts'
import { trackingSource } from './tracking/index.ts'

/** Everything a connection can be made for: what delivers webhooks, and tracking, which has doors of its own. */
export const connectableSources: ReadonlyMap<string, Source> = new Map<string, Source>([
  ...webhookSources,
  [trackingSource.name, trackingSource],
])
