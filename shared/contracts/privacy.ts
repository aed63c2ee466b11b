import * as z from 'zod'
import { privacyRequestKinds } from '../privacy/privacy-request-kinds.ts'
import { jsonSchema } from './json.ts'
import { momentSchema, nextCursorSchema } from './money.ts'
import { personal } from './personal.ts'

const identifierSchema = z
  .string()
  .min(1)
  .max(500)
  .meta({ description: '`type:value`', example: 'email:ada@example.com' })

const namedPerson = {
  customerId: z.string().min(1).max(64).optional(),
  identifier: identifierSchema.optional(),
}

function namesOne(body: { customerId?: string | undefined; identifier?: string | undefined }): boolean {
  return (body.customerId === undefined) !== (body.identifier === undefined)
}
const nameOne = { message: 'give a customerId or an identifier' }

export const eraseCustomerSchema = z
  .object({
    ...namedPerson,
    mode: z.enum(['delete', 'suppress']).default('delete').meta({
      description:
        'delete: everything up to now is forgotten, and stays so when old data comes again. suppress: new data is not taken either.',
    }),
  })
  .refine(namesOne, nameOne)
  .meta({ id: 'EraseCustomer' })
export type NewErasure = z.input<typeof eraseCustomerSchema>

export const createExportSchema = z.object(namedPerson).refine(namesOne, nameOne).meta({ id: 'CreateExport' })
export type NewExport = z.input<typeof createExportSchema>

/** What a person says is wrong: fields of theirs by Segment's trait names, and their own words. */
export const correctionWishSchema = z
  .object({
    traits: z
      .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,59}$/), z.string().max(500).nullable())
      .refine((traits) => Object.keys(traits).length <= 30, { message: 'are too many' })
      .default({})
      .meta({ description: 'What it should say; null: nothing', example: { firstName: 'Ada' } }),
    note: z.string().trim().max(2_000).default('').meta({ description: "In the person's own words" }),
  })
  .refine(({ traits, note }) => Object.keys(traits).length > 0 || note !== '', {
    message: 'give traits or a note',
  })
  .meta({ id: 'CorrectionWish' })
export type NewCorrectionWish = z.input<typeof correctionWishSchema>

/** A request that a person made by letter, telephone or in the shop, and that staff will answer. */
export const createPrivacyRequestSchema = z
  .object({ ...namedPerson, kind: z.literal('correction'), wish: correctionWishSchema })
  .refine(namesOne, nameOne)
  .meta({ id: 'CreatePrivacyRequest' })
export type NewPrivacyRequest = z.input<typeof createPrivacyRequestSchema>

export const completePrivacyRequestSchema = z
  .object({
    isGranted: z.boolean().default(true).meta({
      description: 'Of a correction: whether its traits are noted with the customer. Else of no effect',
    }),
  })
  .meta({ id: 'CompletePrivacyRequest' })
export type PrivacyRequestCompletion = z.input<typeof completePrivacyRequestSchema>

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
    dueAt: momentSchema.meta({ description: 'When the law wants it answered.' }),
    resultUntil: momentSchema
      .nullable()
      .meta({ description: 'Until when the result of an export may be fetched.' }),
    receipt: z
      .array(z.object({ store: z.string(), forgotten: z.int(), unit: z.string() }))
      .meta({ description: 'Each store that was gone through, and what was forgotten there' }),
  })
  .meta({ id: 'PrivacyRequest' })

export const privacyRequestDetailSchema = privacyRequestSchema
  .extend({
    wish: z
      .object({ traits: personal(z.record(z.string(), jsonSchema)), note: personal(z.string()) })
      .nullable()
      .meta({
        description: 'Of a correction: what the person wants; null when it is forgotten with the person',
      }),
  })
  .meta({ id: 'PrivacyRequestDetail' })
export type PrivacyRequestDetail = z.infer<typeof privacyRequestDetailSchema>

/** What may be done with what is known of a customer. */
export const customerPrivacySchema = z
  .object({
    restrictedAt: momentSchema
      .nullable()
      .meta({ description: 'Since when the data may only be kept (Art. 18 GDPR); null: it may be used' }),
    isProfilingAllowed: z
      .boolean()
      .nullable()
      .meta({ description: 'What the person said about being profiled; null: nothing' }),
    mayBeUsed: z
      .boolean()
      .meta({ description: 'Whether the person may be written to and sent to other systems' }),
    mayBeProfiled: z.boolean().meta({ description: 'Whether predictions may be made' }),
    reason: z
      .enum(['restricted', 'objected', 'no-consent', 'tenant-setting'])
      .nullable()
      .meta({ description: 'Why predictions may not be made' }),
  })
  .meta({ id: 'CustomerPrivacy' })
export type CustomerPrivacy = z.infer<typeof customerPrivacySchema>
export type PrivacyRequestView = z.infer<typeof privacyRequestSchema>

export const listPrivacyRequestsQuerySchema = z.object({
  status: z.enum(['all', 'open', 'running', 'done']).default('all'),
  kind: z.enum(privacyRequestKinds).optional(),
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
