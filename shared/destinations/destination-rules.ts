import * as z from 'zod'
import { consentChannels, consentPurposes } from '../events/event.ts'

/** Figures and contacts that every customer has, by the names under which a mapping asks for them. */
export const plainFields = [
  'customerId',
  'email',
  'phone',
  'displayName',
  'firstName',
  'lastName',
  'firstSeenAt',
  'lastSeenAt',
  'orderCount',
  'revenue',
  'currency',
  'channels',
] as const
export type PlainField = (typeof plainFields)[number]

const consentField = new RegExp(
  `^consent:(?:${consentPurposes.join('|')})(?::(?:${consentChannels.join('|')}))?$`,
)

/** Our side of a mapping: a plain field, `trait:<name>`, or `consent:<purpose>` with `:<channel>` where it is about one. */
export const customerFieldSchema = z
  .string()
  .max(120)
  .refine(isCustomerField, {
    message: `is none of ${plainFields.join(', ')}, trait:<name>, consent:<purpose>, consent:<purpose>:<channel>`,
  })
  .meta({ description: 'What Patron knows of a customer', example: 'email' })

const propertySchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .meta({ description: "The outside system's name for it" })

export const fieldMappingSchema = z.object({ field: customerFieldSchema, property: propertySchema })
export type FieldMapping = z.infer<typeof fieldMappingSchema>

/** Values that every record gets: the name of the audience, say. */
export const constantsSchema = z.record(
  propertySchema,
  z.union([z.string().max(500), z.number(), z.boolean()]),
)
export type Constants = z.infer<typeof constantsSchema>

/** What records are sent for. Whoever refused it, for the channel or for all channels, is never sent. */
export const purposeSchema = z.object({
  purpose: z.enum(consentPurposes).exclude(['processing']).default('marketing'),
  channel: z.enum(consentChannels).nullable().default('email').meta({ description: 'null: all channels' }),
})
export type Purpose = z.infer<typeof purposeSchema>

/** Who is sent: customers of whom all of it is true. What is left out is not asked. */
export const audienceSchema = z.object({
  hasEmail: z.boolean().optional(),
  hasPhone: z.boolean().optional(),
  isConsentGranted: z
    .boolean()
    .optional()
    .meta({ description: 'Only who said yes to the purpose; else who did not say no is sent too' }),
  minOrderCount: z.int().min(0).optional(),
  minRevenueMinor: z.int().min(0).optional().meta({ description: "In the tenant's currency" }),
  lastSeenWithinDays: z.int().min(1).max(3650).optional(),
})
export type Audience = z.infer<typeof audienceSchema>

function isCustomerField(name: string): boolean {
  if (name.startsWith('trait:')) return name.length > 'trait:'.length
  return (plainFields as readonly string[]).includes(name) || consentField.test(name)
}
