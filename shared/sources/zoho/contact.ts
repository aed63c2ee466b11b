import * as z from 'zod'

const id = z.union([z.int().min(1), z.string().min(1)])
const text = z.string().nullish()

/** Somebody to talk to at a contact, or the contact itself where it is a person. */
export const zohoPersonSchema = z.object({
  is_primary_contact: z.boolean().nullish(),
  first_name: text,
  last_name: text,
  email: text,
  phone: text,
  mobile: text,
})
export type ZohoPerson = z.infer<typeof zohoPersonSchema>

/** The part of a contact of Zoho's finance applications that Patron reads. */
export const zohoContactSchema = z.object({
  contact_id: id,
  contact_name: text,
  contact_type: text,
  customer_sub_type: text,
  company_name: text,
  first_name: text,
  last_name: text,
  email: text,
  phone: text,
  mobile: text,
  created_time: text,
  last_modified_time: text,
  contact_persons: z.array(zohoPersonSchema).nullish(),
  billing_address: z
    .object({
      address: text,
      street2: text,
      city: text,
      state: text,
      zip: text,
      country: text,
      country_code: text,
    })
    .nullish(),
})
export type ZohoContact = z.infer<typeof zohoContactSchema>
