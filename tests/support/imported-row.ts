import type { CanonicalEvent } from '#shared/events/event.ts'
import type { Identifier } from '#shared/identity/identifier.ts'
import { importSource } from '#shared/imports/import-source.ts'
import { newEvent, newOrderChange } from './new-event.ts'

export const phone: Identifier = { type: 'phone', value: '+447700900100' }
export const email: Identifier = { type: 'email', value: 'ada@shop.example' }
export const otherEmail: Identifier = { type: 'email', value: 'grace@shop.example' }
export const card: Identifier = { type: 'loyalty_id', value: 'CARD-1' }

/** What a row of a file tells, of an order if it names one. */
export function row(id: string, identifiers: Identifier[], orderId?: string): CanonicalEvent {
  const order = orderId === undefined ? {} : { order: newOrderChange({ orderId, totalMinor: 500 }) }
  return newEvent({ id, source: importSource, channel: 'import', identifiers, ...order })
}
