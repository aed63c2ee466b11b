import * as z from 'zod'
import { staffRoles } from '../access/roles.ts'
import { isTimeZone } from '../imports/zone-time.ts'
import { minorUnitDigits } from '../kernel/money.ts'
import { retentionDaysSchema } from '../privacy/retention-days.ts'
import { momentSchema } from './money.ts'

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
  spendingDeviationThreshold: z.number().min(0.1).max(5).meta({
    description:
      'By which share of the usual a purchase, or a day of the shop, has to be off to be called unusual: 0.5 is half',
    example: 0.5,
  }),
  isProfilingOptOut: z.boolean().nullable().meta({
    description:
      'true: who said nothing is profiled until they object. false: only who said yes. null: as the law of the country wants',
  }),
  isPrivacySignalIgnored: z.boolean().meta({
    description:
      "false: Global Privacy Control of a visitor's browser is a refusal of sale and profiling. true: it counts for nothing, for shops where no law asks for it",
  }),
  secondFactorRoles: z.array(z.enum(staffRoles)).max(staffRoles.length).meta({
    description:
      'Who must have a second factor to sign in with a password; they have a week to set it up, and after that can do nothing else',
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

/** What is fixed when a shop is made: how its data is spread over Durable Objects. */
const placementSchema = z.object({
  logShardCount: z.int().min(1).max(64).default(4).meta({
    description:
      'Into how many logs its events go: each takes some hundred requests a second. Fixed for ever',
  }),
  customerCellCount: z.int().min(0).max(4096).default(0).meta({
    description:
      '0: an object for each customer. N: customers share N objects, which costs less where most are seen once. Fixed for ever',
  }),
})
const residencySchema = z.enum(['anywhere', 'eu'])

/** Any shop, as the operator of the platform sees it. */
export const platformTenantSchema = tenantSchema
  .extend({ placement: placementSchema, createdAt: momentSchema })
  .meta({ id: 'PlatformTenant' })
export type PlatformTenant = z.infer<typeof platformTenantSchema>

export const platformTenantListSchema = z
  .object({ tenants: z.array(platformTenantSchema) })
  .meta({ id: 'PlatformTenantList' })

export const createTenantSchema = z
  .object({
    tenantId: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be small letters, digits and hyphens, up to 40')
      .meta({ description: 'Short, and fixed for ever: it is never given again' }),
    name: fields.name,
    country: fields.country,
    currency: fields.currency,
    timeZone: fields.timeZone,
    residency: residencySchema.optional().meta({
      description:
        'Where data is kept. All shops of a deployment are kept where it is: another place than its own is refused',
    }),
    placement: placementSchema.prefault({}),
    owner: z
      .object({ email: z.email().max(320), displayName: z.string().trim().min(1).max(200).optional() })
      .meta({ description: 'Who is invited to run the shop' }),
  })
  .meta({ id: 'CreateTenant' })
export type NewTenantWish = z.input<typeof createTenantSchema>

export const createdTenantSchema = z
  .object({
    tenant: platformTenantSchema,
    writeKey: z.string().meta({ description: 'Sends events. Shown this once' }),
    apiKey: z.string().meta({ description: 'May do what an admin may. Shown this once' }),
    invitationUrl: z.string().meta({ description: 'Good once, for 7 days. Shown this once' }),
    isMailed: z.boolean().meta({ description: 'Whether it was sent to the owner as well' }),
  })
  .meta({ id: 'CreatedTenant' })
export type CreatedTenant = z.infer<typeof createdTenantSchema>

export const updateTenantStatusSchema = z
  .object({ status: z.enum(['active', 'suspended']) })
  .meta({ id: 'UpdateTenantStatus' })

export const deleteTenantQuerySchema = z.object({
  confirmation: z.string().max(200).meta({ description: 'The name of the shop, letter by letter' }),
})
