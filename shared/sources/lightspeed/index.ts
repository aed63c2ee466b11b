import type { Source } from '../source.ts'
import { mapLightspeed } from './map.ts'
import { type LightspeedRecord, parseLightspeed, topicOf } from './parse.ts'
import { lightspeedSettingsSchema } from './settings.ts'
import { verifyLightspeed } from './verify.ts'

/** Webhooks of a Lightspeed Retail (X-Series) retailer. */
export const lightspeedSource = {
  name: 'lightspeed',
  authenticates: 'body',
  settings: lightspeedSettingsSchema,
  verify: verifyLightspeed,
  describe: (delivery) => ({ topic: topicOf(delivery) ?? null, deliveryId: null }),
  parse: parseLightspeed,
  map: mapLightspeed,
} satisfies Source<LightspeedRecord>
