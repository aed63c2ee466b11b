import type { LiveEvent, LiveMessage } from '#shared/contracts/streaming.ts'

/**
 * A message of the live feed, or undefined when the text is something else (an answer to a ping, a newer kind). Checked by
 * hand, because the contract's own parser would triple the page's script.
 */
export function readLiveMessage(text: unknown): LiveMessage | undefined {
  if (typeof text !== 'string') return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  return isLiveMessage(value) ? value : undefined
}

function isLiveMessage(value: unknown): value is LiveMessage {
  return (
    isRecord(value) &&
    value.kind === 'events' &&
    typeof value.sequence === 'number' &&
    Array.isArray(value.events) &&
    value.events.every(isLiveEvent)
  )
}

const textFields = ['id', 'source', 'name', 'kind', 'channel', 'occurredAt', 'receivedAt']

function isLiveEvent(value: unknown): value is LiveEvent {
  return (
    isRecord(value) &&
    textFields.every((field) => typeof value[field] === 'string') &&
    (value.customerId === null || typeof value.customerId === 'string') &&
    (value.amount === null || isMoney(value.amount)) &&
    (value.mayHaveDelivery === undefined || typeof value.mayHaveDelivery === 'boolean')
  )
}

function isMoney(value: unknown): boolean {
  return isRecord(value) && typeof value.amountMinor === 'number' && typeof value.currency === 'string'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
