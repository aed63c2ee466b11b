import * as z from 'zod'

const id = z.union([z.number(), z.string()])
const text = z.string().nullish()

/** Where a customer stands with marketing messages of one channel, in Shopify's words. */
export const marketingConsentSchema = z.object({
  /** `subscribed`, `unsubscribed`, `not_subscribed` (never asked for any), `pending`, `redacted` or `invalid`. */
  state: text,
  consent_updated_at: text,
  /** The same in the WhatsApp topic. */
  updated_at: text,
})
export type MarketingConsent = z.infer<typeof marketingConsentSchema>

/** What the topics about consent deliver: one customer, how to reach them, and where they stand. */
export interface ConsentUpdate {
  readonly customerId: string
  readonly contact: string | null | undefined
  readonly consent: MarketingConsent
}

/** The topics about consent by name, each with its channel and the shape of its body. */
export const consentTopics = {
  'customers_email_marketing_consent/update': {
    channel: 'email',
    schema: z
      .object({ customer_id: id, email_address: text, email_marketing_consent: marketingConsentSchema })
      .transform((body) => update(body.customer_id, body.email_address, body.email_marketing_consent)),
  },
  'customers_marketing_consent/update': {
    channel: 'sms',
    schema: z
      .object({ id, phone: text, sms_marketing_consent: marketingConsentSchema })
      .transform((body) => update(body.id, body.phone, body.sms_marketing_consent)),
  },
  'customers_whats_app_marketing_consent/update': {
    channel: 'whatsapp',
    schema: z
      .object({ customer_id: id, phone_number: text, whats_app_marketing_consent: marketingConsentSchema })
      .transform((body) => update(body.customer_id, body.phone_number, body.whats_app_marketing_consent)),
  },
} as const
export type ConsentTopic = keyof typeof consentTopics

function update(customerId: number | string, contact: ConsentUpdate['contact'], consent: MarketingConsent) {
  return { customerId: String(customerId), contact, consent } satisfies ConsentUpdate
}
