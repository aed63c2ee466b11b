import fc from 'fast-check'
import { expect, it } from 'vitest'
import { marketingWord } from '#app/messages/marketing-word.ts'
import type { ConsentsView } from '#shared/contracts/customers.ts'
import { type Consent, type Consents, consentsInForce } from '#shared/customers/consents.ts'
import { consentChannels, consentPurposes } from '#shared/events/event.ts'
import { marketingRefusal } from '#shared/messaging/marketing-refusal.ts'

const consent: fc.Arbitrary<Consent> = fc.record({
  purpose: fc.constantFrom(...consentPurposes.slice(0, 2)),
  channel: fc.constantFrom(null, ...consentChannels.slice(0, 3)),
  side: fc.constantFrom('a', 'b'),
  isGranted: fc.boolean(),
  source: fc.constant('shop/main'),
  occurredAt: fc.nat(9),
  eventKey: fc.string(),
})

it('agrees with what the API refuses, whatever was said', () => {
  fc.assert(
    fc.property(
      fc.array(consent, { maxLength: 12 }),
      fc.constantFrom('sms' as const, 'whatsapp' as const),
      (said, channel) => {
        const consents: Consents = Object.fromEntries(
          said.map((each) => [`${each.purpose}:${each.channel}:${each.side}`, each]),
        )
        const shown: ConsentsView = consentsInForce(consents).map(({ occurredAt, ...rest }) => ({
          ...rest,
          since: new Date(occurredAt).toISOString(),
        }))
        const refusal = marketingRefusal(consents, channel)
        const word = marketingWord(shown, channel)
        expect(word.isAllowed).toBe(refusal === undefined)
        if (refusal !== undefined) expect(word.said?.channel).toBe(refusal.channel)
      },
    ),
    { seed: 20261121 },
  )
})

it('says that nothing was said', () => {
  expect(marketingWord([], 'sms')).toEqual({ isAllowed: true, said: undefined })
})
