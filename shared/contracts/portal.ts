import * as z from 'zod'
import { customerIdentitySchema, customerSchema } from './customers.ts'
import { customerPrivacySchema, privacyRequestSchema } from './privacy.ts'

/** What a person sees of what is known about them. */
export const ownDataSchema = z
  .object({
    shop: z.string(),
    email: z.string().meta({ description: 'Of the account: what is known is found by it' }),
    customer: customerSchema
      .nullable()
      .meta({ description: 'Null: nothing is known under the address of the account' }),
    identifiers: customerIdentitySchema.shape.identifiers,
    privacy: customerPrivacySchema.nullable(),
  })
  .meta({ id: 'OwnData' })
export type OwnData = z.infer<typeof ownDataSchema>

export const ownRequestListSchema = z
  .object({ requests: z.array(privacyRequestSchema).meta({ description: 'Newest first, at most 50' }) })
  .meta({ id: 'OwnRequestList' })
export type OwnRequestList = z.infer<typeof ownRequestListSchema>

export const requestOwnErasureSchema = z
  .object({
    confirmation: z.literal('erase').meta({ description: 'So that nobody does it by accident' }),
    mode: z.enum(['delete', 'suppress']).default('delete'),
  })
  .meta({ id: 'RequestOwnErasure' })
