import { isJsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import { readJson } from '../read-json.ts'
import type { Delivery } from '../source.ts'

/** A record of Salesforce as it was sent; nothing of it is checked yet. */
export type SalesforceRecord = unknown

/** A list of records, or one. Fails with `malformed-body` for anything else. */
export function parseSalesforce(delivery: Delivery): Result<SalesforceRecord[], MappingFailure> {
  const json = readJson(delivery.body)
  if (!json.ok) return json
  if (Array.isArray(json.value)) return succeed(json.value)
  return isJsonObject(json.value)
    ? succeed([json.value])
    : refuse('malformed-body', [{ pointer: '', detail: 'is neither a record nor a list of records' }])
}
