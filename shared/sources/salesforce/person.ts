import * as z from 'zod'
import { parseIso } from '../../kernel/time.ts'

const id = z.string().regex(/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/, 'is not a record id')
const text = z.string().nullish()
const flag = z.boolean().nullish()

/** A moment as Salesforce writes it, `2026-11-02T09:00:00.000+0000`, as epoch ms. */
const moment = z.string().transform((value, context) => {
  const epochMs = parseIso(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  if (epochMs !== undefined) return epochMs
  context.addIssue({ code: 'custom', message: 'is not a moment' })
  return z.NEVER
})

/** A contact or a lead, as a query and `JSON.serialize` in Apex write it. */
export const salesforcePersonSchema = z.looseObject({
  attributes: z.object({ type: z.string() }),
  Id: id,
  SystemModstamp: moment,
  CreatedDate: moment.nullish(),
  IsDeleted: flag,
  /** The record that this one was merged into. */
  MasterRecordId: id.nullish(),
  /** Of a lead: the contact that it was converted to. */
  ConvertedContactId: id.nullish(),
  Salutation: text,
  FirstName: text,
  LastName: text,
  Email: text,
  /** Of the desk; a company's may be everybody's there. */
  Phone: text,
  MobilePhone: text,
  Title: text,
  Company: text,
  Birthdate: text,
  LeadSource: text,
  Status: text,
  HasOptedOutOfEmail: flag,
  DoNotCall: flag,
  MailingStreet: text,
  MailingCity: text,
  MailingState: text,
  MailingPostalCode: text,
  MailingCountry: text,
  Street: text,
  City: text,
  State: text,
  PostalCode: text,
  Country: text,
})
export type SalesforcePerson = z.infer<typeof salesforcePersonSchema>
