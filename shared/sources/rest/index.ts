import type { Source } from '../source.ts'
import { mapRest } from './map.ts'
import { parseRest, type RestRecord } from './parse.ts'
import { restSettingsSchema } from './settings.ts'
import { verifyRest } from './verify.ts'

/** Any system that can send JSON; what stands where is a matter of settings. */
export const restSource = {
  name: 'rest',
  authenticates: 'caller',
  isOwnProgram: true,
  settings: restSettingsSchema,
  verify: verifyRest,
  describe: ({ headers }) => ({ topic: null, deliveryId: headers.get('webhook-id') ?? null }),
  parse: parseRest,
  map: mapRest,
} satisfies Source<RestRecord>
