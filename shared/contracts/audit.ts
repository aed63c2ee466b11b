import * as z from 'zod'
import { momentSchema, nextCursorSchema } from './money.ts'

export const auditEntrySchema = z
  .object({
    auditId: z.string(),
    occurredAt: momentSchema,
    actorKind: z.enum(['user', 'api-key', 'system']),
    actor: z.string().meta({
      description: '`user:<e-mail>`, `api-key:<label>`, or what of Patron itself did it',
      example: 'user:manager@demo.patron.test',
    }),
    role: z.string(),
    operation: z.string().meta({ description: 'The operation of the API, by its id', example: 'undoMerge' }),
    subject: z.record(z.string(), z.string()).meta({
      description: 'Names in the address; ids, never personal data',
      example: { customerId: 'cus_01jd00000000000000000a' },
    }),
    status: z
      .int()
      .meta({ description: 'HTTP status of the answer; 403 is an attempt that was refused', example: 200 }),
    requestId: z.string(),
    callerNetwork: z.string().nullable().meta({
      description:
        'Where the caller came from, without the last part of the address; null where that is not known',
      example: '203.0.113.0/24',
    }),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof auditEntrySchema>

export const auditFilterSchema = z.object({
  actor: z.string().max(300).optional().meta({ description: 'As it stands in the entries' }),
  operation: z.string().max(100).optional().meta({ example: 'getCustomer' }),
  subject: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'An id that the entry is about, such as that of a customer' }),
  from: z.iso.datetime({ offset: true }).optional().meta({ description: 'Not before this moment' }),
  to: z.iso.datetime({ offset: true }).optional().meta({ description: 'Before this moment' }),
})
export type AuditFilter = z.infer<typeof auditFilterSchema>

export const listAuditEntriesQuerySchema = auditFilterSchema.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export type ListAuditEntriesQuery = z.input<typeof listAuditEntriesQuerySchema>

export const auditEntryListSchema = z
  .object({ entries: z.array(auditEntrySchema), nextCursor: nextCursorSchema })
  .meta({ id: 'AuditEntryList' })
export type AuditEntryList = z.infer<typeof auditEntryListSchema>

export const auditVerificationSchema = z
  .object({
    isIntact: z.boolean().meta({ description: 'Whether every sealed day that is still kept is as it was' }),
    checkedDays: z.int(),
    checkedEntries: z.int(),
    firstBrokenDay: z
      .string()
      .nullable()
      .meta({ description: 'The first UTC day whose entries are not those it was sealed with' }),
    lastSealedDay: z.string().nullable(),
    lastSealHash: z.string().nullable().meta({
      description:
        'SHA-256 of the last sealed day and all before it. Who writes it down elsewhere can tell later whether the seals themselves were replaced.',
    }),
  })
  .meta({ id: 'AuditVerification' })
export type AuditVerification = z.infer<typeof auditVerificationSchema>
