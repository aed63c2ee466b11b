import { verifyStandardWebhook } from '../../standard-webhooks/verify.ts'
import type { Source } from '../source.ts'
import { mapPos } from './map.ts'
import { type PosRecord, parsePos } from './parse.ts'

/** Any till or POS server, signed by Standard Webhooks. POST /v1/pos/events takes the same events under a key. */
export const posSource = {
  name: 'pos',
  authenticates: 'body',
  isOwnProgram: true,
  verify: verifyStandardWebhook,
  describe: ({ headers }) => ({ topic: null, deliveryId: headers.get('webhook-id') ?? null }),
  parse: parsePos,
  map: mapPos,
} satisfies Source<PosRecord>
