import { describe, expect, it } from 'vitest'
import { eventSchema } from '#shared/events/event.ts'
import { newEvent } from '#tests/support/new-event.ts'

const from = { type: 'phone', value: '+447700900123' } as const
const to = { type: 'phone', value: '+447700900999' } as const

describe('the canonical event', () => {
  it('may say that a number was changed, and that two identifiers are one person', () => {
    for (const kind of ['number-changed', 'same-person'] as const) {
      const event = newEvent({ identifiers: [from, to], identityStatement: { kind, from, to } })
      expect(eventSchema.parse(event)).toEqual(event)
    }
  })

  it('may say what a person allows, on one channel, on all, and since when', () => {
    const event = newEvent({
      consents: [
        { purpose: 'marketing', channel: 'email', isGranted: false, statedAt: 1 },
        { purpose: 'marketing', channel: null, isGranted: true },
        { purpose: 'sale-of-data', isGranted: false },
      ],
    })
    expect(eventSchema.parse(event)).toEqual(event)
  })

  it.each([
    { consents: [{ purpose: 'anything', isGranted: true }] },
    { consents: [{ purpose: 'marketing', channel: 'fax', isGranted: true }] },
    { consents: [{ purpose: 'marketing', isGranted: 'yes' }] },
    { consents: [{ purpose: 'marketing', isGranted: true, statedAt: -1 }] },
    { identityStatement: { kind: 'same-person', from } },
    { identityStatement: { kind: 'enemies', from, to } },
  ])('refuses %j', (parts) => expect(eventSchema.safeParse({ ...newEvent(), ...parts }).success).toBe(false))
})
