import { hash53 } from '../../kernel/hash.ts'
import { type JsonObject, textOf } from '../../kernel/json.ts'

/**
 * The id of a call: its `messageId`, which the SDKs keep through their retries. A call without one but with a
 * `timestamp` is named by its content, so that sending it twice is still one event. A call with neither could be a
 * second one that looks the same, and gets a fresh id.
 */
export function callId(fields: JsonObject, freshId: () => string): string {
  const messageId = textOf(fields.messageId)
  if (messageId !== undefined) return messageId
  if (fields.timestamp == null && fields.originalTimestamp == null) return freshId()
  const { sentAt, writeKey, ...content } = fields
  const json = JSON.stringify(content)
  return `content-${hash53(json, 1).toString(36)}${hash53(json, 2).toString(36)}`
}
