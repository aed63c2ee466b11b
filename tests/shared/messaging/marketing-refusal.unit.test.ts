import { describe, expect, it } from 'vitest'
import type { Consents } from '#shared/customers/consents.ts'
import type { ConsentChannel, ConsentPurpose } from '#shared/events/event.ts'
import { marketingRefusal } from '#shared/messaging/marketing-refusal.ts'

type Said = [
  purpose: ConsentPurpose,
  channel: ConsentChannel | null,
  isGranted: boolean,
  at: number,
  side?: string,
]

function consents(...said: Said[]): Consents {
  const entries = said.map(([purpose, channel, isGranted, occurredAt, side = 'cus_1']) => {
    const key = `${purpose}:${channel ?? '*'}:${side}`
    return [
      key,
      { purpose, channel, side, isGranted, occurredAt, source: 's', eventKey: `s:${occurredAt}` },
    ] as const
  })
  return Object.fromEntries(entries)
}

describe('marketingRefusal', () => {
  it.each<[string, Consents | undefined, boolean]>([
    ['nobody said anything', undefined, false],
    ['a no to WhatsApp', consents(['marketing', 'whatsapp', false, 1]), true],
    ['a yes to WhatsApp', consents(['marketing', 'whatsapp', true, 1]), false],
    ['a no to SMS alone', consents(['marketing', 'sms', false, 1]), false],
    ['a no to everything', consents(['marketing', null, false, 1]), true],
    [
      'a yes to WhatsApp after a no to everything',
      consents(['marketing', null, false, 1], ['marketing', 'whatsapp', true, 2]),
      false,
    ],
    [
      'a no to everything after a yes to WhatsApp',
      consents(['marketing', 'whatsapp', true, 1], ['marketing', null, false, 2]),
      true,
    ],
    ['a no to being analysed', consents(['analytics', null, false, 1]), false],
    [
      'one of two merged sides said no',
      consents(['marketing', 'whatsapp', true, 9], ['marketing', 'whatsapp', false, 1, 'cus_2']),
      true,
    ],
  ])('%s: %s', (_, said, isRefused) => {
    expect(marketingRefusal(said, 'whatsapp') !== undefined).toBe(isRefused)
  })
})
