import type { Source } from '../source.ts'
import { mapTracking } from './map.ts'
import { parseTracking, type TrackingCall } from './parse.ts'
import { trackingSettingsSchema } from './settings.ts'
import { verifyTracking } from './verify.ts'

/** The Segment-compatible tracking API. The edge uses `splitCalls` and `mapCall` directly, call by call. */
export const trackingSource = {
  name: 'tracking',
  authenticates: 'caller',
  settings: trackingSettingsSchema,
  verify: verifyTracking,
  describe: ({ url }) => ({ topic: new URL(url).pathname, deliveryId: null }),
  parse: parseTracking,
  map: mapTracking,
} satisfies Source<TrackingCall>
