import { isJsonObject, textOf } from '../../kernel/json.ts'
import { readJson } from '../read-json.ts'
import type { Delivery, DeliveryName, Source } from '../source.ts'
import { mapSquare } from './map.ts'
import { parseSquare, type SquareRecord } from './parse.ts'
import { squareSettingsSchema } from './settings.ts'
import { verifySquare } from './verify.ts'

/** Webhooks of a Square seller. */
export const squareSource = {
  name: 'square',
  authenticates: 'body',
  settings: squareSettingsSchema,
  verify: verifySquare,
  describe: describeSquare,
  parse: parseSquare,
  map: mapSquare,
} satisfies Source<SquareRecord>

/** Square names its deliveries in the body alone. */
function describeSquare({ body }: Delivery): DeliveryName {
  const json = readJson(body)
  const fields = json.ok && isJsonObject(json.value) ? json.value : {}
  return { topic: textOf(fields.type) ?? null, deliveryId: textOf(fields.event_id) ?? null }
}
