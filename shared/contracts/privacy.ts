import * as z from 'zod'
import { privacyRequestKinds } from '../privacy/privacy-request-kinds.ts'
import { momentSchema, nextCursorSchema } from './money.ts'

const identifierSchema = z
  .string()
  .min(1)
  .max(500)
  .meta({ description: '`type:value`', example: 'email:ada@example.com' })

export const eraseCustomerSchema = z
  .object({
    customerId: z.string().min(1).optional(),
    identifier: identifierSchema.optional(),
    mode: z.enum(['delete', 'suppress']).default('delete').meta({
      description:
        'delete: everything up to now is forgotten, and stays so when old data comes again. suppress: new data is not taken either.',
    }),
  })
  .refine((body) => (body.customerId === undefined) !== (body.identifier === undefined), {
    message: 'give a customerId or an identifier',
  })
  .meta({ id: 'EraseCustomer' })
export type NewErasure = z.input<typeof eraseCustomerSchema>

export const privacyRequestSchema = z
  .object({
    requestId: z.string(),
    kind: z.enum(privacyRequestKinds).meta({
      description:
        'erasure: forget a customer. export: tell a customer what is known. restriction: keep, but do not use. objection: do not profile. correction: something is wrong. shop-erasure: a shop has left.',
    }),
    mode: z.enum(['delete', 'suppress']),
    customerId: z.string(),
    status: z.enum(['open', 'running', 'done']),
    requestedAt: momentSchema,
    requestedBy: z.string(),
    completedAt: momentSchema.nullable(),
    dueAt: momentSchema.nullable().meta({ description: 'When the law wants it answered.' }),
    resultUntil: momentSchema
      .nullable()
      .meta({ description: 'Until when the result of an export may be fetched.' }),
    receipt: z
      .array(z.object({ store: z.string(), forgotten: z.int(), unit: z.string() }))
      .meta({ description: 'Each store that was gone through, and what was forgotten there' }),
  })
  .meta({ id: 'PrivacyRequest' })
export type PrivacyRequestView = z.infer<typeof privacyRequestSchema>

export const listPrivacyRequestsQuerySchema = z.object({
  status: z.enum(['all', 'open', 'running', 'done']).default('all'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export type ListPrivacyRequestsQuery = z.input<typeof listPrivacyRequestsQuerySchema>

export const privacyRequestListSchema = z
  .object({ requests: z.array(privacyRequestSchema), total: z.int(), nextCursor: nextCursorSchema })
  .meta({ id: 'PrivacyRequestList' })
export type PrivacyRequestList = z.infer<typeof privacyRequestListSchema>

export const liftSuppressionSchema = z
  .object({ identifier: identifierSchema })
  .meta({ id: 'LiftSuppression' })
