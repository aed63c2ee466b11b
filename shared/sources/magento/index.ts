import type { Source } from '../source.ts'
import { mapMagento } from './map.ts'
import { type MagentoRecord, parseMagento } from './parse.ts'
import { magentoSettingsSchema } from './settings.ts'
import { topicOf } from './topic.ts'
import { verifyMagento } from './verify.ts'

/** Webhooks of an Adobe Commerce (Magento) shop. */
export const magentoSource = {
  name: 'magento',
  authenticates: 'body',
  settings: magentoSettingsSchema,
  verify: verifyMagento,
  describe: (delivery) => ({ topic: topicOf(delivery), deliveryId: null }),
  parse: parseMagento,
  map: mapMagento,
  // Commerce waits for an operation to carry out: none.
  answer: { status: 200, contentType: 'application/json', body: '{"op":"success"}' },
} satisfies Source<MagentoRecord>
