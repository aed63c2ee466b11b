import { isJsonObject } from '../../kernel/json.ts'
import { readJson } from '../read-json.ts'
import type { Delivery } from '../source.ts'

/** The event a delivery is of, which only its body names; null when it cannot be read. */
export function topicOf(delivery: Delivery): string | null {
  const json = readJson(delivery.body)
  const name = json.ok && isJsonObject(json.value) ? json.value.eventName : undefined
  return typeof name === 'string' ? name : null
}
