import * as z from 'zod'
import type { ConsentTopic } from '../marketing-consent.ts'
import type { ShopifyRecord } from '../record.ts'
import { addressNodeSchema, globalId, numberOf, text, webhookAddress } from './node.ts'

const marketing = { marketingState: text, marketingUpdatedAt: text }

/** A customer of the Admin API, as `customersQuery` asks for it. */
export const customerNodeSchema = z.object({
  id: globalId,
  firstName: text,
  lastName: text,
  createdAt: text,
  updatedAt: z.string(),
  defaultEmailAddress: z.object({ emailAddress: text, ...marketing }).nullish(),
  defaultPhoneNumber: z.object({ phoneNumber: text, ...marketing }).nullish(),
  defaultAddress: addressNodeSchema.nullish(),
})
export type CustomerNode = z.infer<typeof customerNodeSchema>

/**
 * A customer that was read: the record that customers/update makes, and what the customer allows as the topics about
 * consent tell it.
 */
export function customerRecords(node: CustomerNode): ShopifyRecord[] {
  const id = numberOf(node.id)
  const { defaultEmailAddress: mail, defaultPhoneNumber: phone } = node
  const records: ShopifyRecord[] = [
    {
      about: 'customer',
      customer: {
        id,
        email: mail?.emailAddress,
        phone: phone?.phoneNumber,
        first_name: node.firstName,
        last_name: node.lastName,
        created_at: node.createdAt,
        updated_at: node.updatedAt,
        default_address: webhookAddress(node.defaultAddress),
        email_marketing_consent: null,
        sms_marketing_consent: null,
        accepts_marketing: null,
      },
    },
  ]
  const addConsent = (
    topic: ConsentTopic,
    contact: string | null | undefined,
    told: typeof mail | typeof phone,
  ) => {
    // Undated, it cannot be told from what was said before; the customer's next word has a date.
    if (!told?.marketingUpdatedAt) return
    const consent = {
      state: told.marketingState,
      consent_updated_at: told.marketingUpdatedAt,
      updated_at: null,
    }
    records.push({
      about: 'consent',
      topic,
      update: { customerId: id, contact, consent },
      triggeredAt: undefined,
    })
  }
  addConsent('customers_email_marketing_consent/update', mail?.emailAddress, mail)
  addConsent('customers_marketing_consent/update', phone?.phoneNumber, phone)
  return records
}
