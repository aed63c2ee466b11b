import * as z from 'zod'
import { isTimeZone } from '../imports/zone-time.ts'
import { minorUnitDigits } from '../kernel/money.ts'
import { retentionDaysSchema } from '../privacy/retention-days.ts'

const fields = {
  name: z.string().trim().min(1).max(120),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country such as GB')
    .meta({ description: 'ISO 3166; a phone number without a country is one of this', example: 'GB' }),
  currency: z
    .string()
    .refine((code) => minorUnitDigits(code) !== undefined, 'must be a currency such as GBP')
    .meta({ description: 'ISO 4217; of totals', example: 'GBP' }),
  timeZone: z
    .string()
    .refine(isTimeZone, 'must be a time zone such as Europe/London')
    .meta({ description: 'Decides which day a sale belongs to', example: 'Europe/London' }),
  ownPhones: z
    .array(z.string().min(1).max(40))
    .max(100)
    .meta({ description: "The shop's own numbers: they name nobody" }),
  isProfilingOptOut: z.boolean().nullable().meta({
    description:
      'true: who said nothing is profiled until they object. false: only who said yes. null: as the law of the country wants',
  }),
}

export const tenantSchema = z
  .object({
    tenantId: z.string(),
    ...fields,
    status: z.enum(['active', 'suspended', 'deleting']),
    residency: z.enum(['anywhere', 'eu']).meta({ description: 'Where data is kept; fixed for ever' }),
    retention: retentionDaysSchema,
    isCurrencyFixed: z
      .boolean()
      .meta({ description: 'Orders are counted in it, so it cannot be changed any more' }),
  })
  .meta({ id: 'Tenant' })
export type TenantView = z.infer<typeof tenantSchema>

export const updateTenantSchema = z
  .object({ ...fields, retention: retentionDaysSchema.partial() })
  .partial()
  .meta({ id: 'UpdateTenant' })
export type TenantChanges = z.input<typeof updateTenantSchema>

export const updateTenantStatusSchema = z
  .object({ status: z.enum(['active', 'suspended']) })
  .meta({ id: 'UpdateTenantStatus' })

export const deleteTenantQuerySchema = z.object({
  confirmation: z.string().max(200).meta({ description: 'The name of the shop, letter by letter' }),
})
