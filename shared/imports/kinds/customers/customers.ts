import type { ConsentChannel, ConsentStatement } from '../../../events/event.ts'
import { normaliseEmail } from '../../../identity/normalise-email.ts'
import type { JsonObject } from '../../../kernel/json.ts'
import { toIso } from '../../../kernel/time.ts'
import { groupedKind } from '../grouped-kind.ts'
import { isPhoneOfRow } from '../imported-phone.ts'
import { addressOf, identifiersOf, traitsOf } from '../person.ts'
import type { RowCells } from '../read-cells.ts'
import { stateEvent } from '../state-event.ts'

/** The columns that speak of consent, and the channel each is about; null: all of them. */
const consentChannels = [
  ['marketingConsent', null],
  ['emailConsent', 'email'],
  ['smsConsent', 'sms'],
  ['whatsappConsent', 'whatsapp'],
] as const satisfies [string, ConsentChannel | null][]

/** A file of customers: each row becomes an identify with traits and consents. Equal rows are one. */
export const customersKind = groupedKind({
  check({ texts }, shopCountry) {
    const { customerId, loyaltyId, email, phone } = texts
    if (customerId !== undefined || loyaltyId !== undefined) return undefined
    if (email !== undefined && normaliseEmail(email) !== undefined) return undefined
    if (isPhoneOfRow(texts, shopCountry)) return undefined
    if (email !== undefined) return { reason: 'invalid-email', field: 'email' }
    return phone === undefined
      ? { reason: 'no-identifier', field: null }
      : { reason: 'invalid-phone', field: 'phone' }
  },

  groupOf: ({ texts, moments, answers }) => JSON.stringify([texts, moments, answers]),

  recordsOf([row], _, { shopCountry, uploadedAtMs, receivedAtMs }) {
    if (row === undefined) return { events: [], rejects: [] }
    const traits = customerTraits(row)
    const consents = consentsOf(row)
    const event = stateEvent(
      'customer',
      {
        kind: 'identify',
        name: 'identify',
        occurredAt: row.moments.updatedAt ?? uploadedAtMs,
        identifiers: identifiersOf(row.texts, shopCountry),
        ...(traits !== undefined && { traits }),
        ...(consents.length > 0 && { consents }),
      },
      receivedAtMs,
    )
    return { events: [event], rejects: [] }
  },
})

function customerTraits({ texts, moments }: RowCells): JsonObject | undefined {
  const { birthday, gender } = texts
  const address = addressOf(texts)
  const traits: JsonObject = {
    ...traitsOf(texts),
    ...(address !== undefined && { address }),
    ...(birthday !== undefined && { birthday }),
    ...(gender !== undefined && { gender }),
    ...(moments.registeredAt !== undefined && { createdAt: toIso(moments.registeredAt) }),
  }
  return Object.keys(traits).length === 0 ? undefined : traits
}

function consentsOf({ answers, moments: { consentedAt } }: RowCells): ConsentStatement[] {
  return consentChannels.flatMap(([field, channel]) => {
    const isGranted = answers[field]
    if (isGranted === undefined) return []
    return [
      {
        purpose: 'marketing' as const,
        channel,
        isGranted,
        ...(consentedAt !== undefined && { statedAt: consentedAt }),
      },
    ]
  })
}
