import type { JsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import { readJson } from '../read-json.ts'
import type { Delivery } from '../source.ts'
import { valueAt } from './pointer.ts'
import { restSettings } from './settings.ts'

/** A record as a system sent it; the settings say what stands where. */
export type RestRecord = unknown

/** The records of a delivery. Fails with `malformed-body`, or `invalid-record` when there are none where they should be. */
export function parseRest(delivery: Delivery, settings: JsonObject): Result<RestRecord[], MappingFailure> {
  const json = readJson(delivery.body)
  if (!json.ok) return json
  const read = restSettings(settings)
  if (!read.ok) return read
  const { records } = read.value.mapping
  const found = valueAt(json.value, records)
  if (typeof found !== 'object')
    return refuse('invalid-record', [{ pointer: records, detail: 'is neither a record nor a list of them' }])
  return succeed(Array.isArray(found) ? found : [found])
}
