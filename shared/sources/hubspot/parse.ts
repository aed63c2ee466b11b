import { type Result, succeed } from '../../kernel/result.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import { readJson } from '../read-json.ts'
import type { Delivery } from '../source.ts'

/** One event of a webhook, or a whole contact of the API, as it was sent; nothing of it is checked yet. */
export interface HubspotRecord {
  readonly kind: 'change' | 'contact'
  readonly fields: unknown
}

/** HubSpot sends up to a hundred events at once. Fails with `malformed-body` when they are not a JSON list. */
export function parseHubspot(delivery: Delivery): Result<HubspotRecord[], MappingFailure> {
  const json = readJson(delivery.body)
  if (!json.ok) return json
  if (!Array.isArray(json.value)) return refuse('malformed-body', [{ pointer: '', detail: 'is not a list' }])
  return succeed(json.value.map((fields: unknown) => ({ kind: 'change', fields })))
}
