import * as z from 'zod'
import { consentChannels, consentPurposes, consentSignals } from '../events/event.ts'
import { consentMethods } from '../privacy/consent-proof.ts'
import { consentsSchema } from './customers.ts'
import { momentSchema, nextCursorSchema } from './money.ts'

const statementSchema = z.object({
  purpose: z.enum(consentPurposes).exclude(['processing']),
  channel: z.enum(consentChannels).nullable().default(null).meta({ description: 'Null: all channels' }),
  isGranted: z.boolean(),
})

const textVersionSchema = z
  .string()
  .min(1)
  .max(100)
  .nullable()
  .default(null)
  .meta({ description: 'Which wording the person saw, as the shop calls it', example: 'newsletter-2026-03' })

/** What staff note of what a person allows and refuses. */
export const updateConsentsSchema = z
  .object({
    statements: z.array(statementSchema).min(1).max(40),
    textVersion: textVersionSchema,
    method: z.enum(consentMethods).meta({ description: 'How the person said it' }),
    statedAt: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'When the person said it; now, where it is left out' }),
  })
  .meta({ id: 'UpdateConsents' })
export type NewConsents = z.input<typeof updateConsentsSchema>

/** The same by the person, who may also forbid that the data is used at all (`processing`). */
export const updateOwnConsentsSchema = z
  .object({
    statements: z
      .array(statementSchema.extend({ purpose: z.enum(consentPurposes) }))
      .min(1)
      .max(40),
    textVersion: textVersionSchema,
  })
  .meta({ id: 'UpdateOwnConsents' })
export type NewOwnConsents = z.input<typeof updateOwnConsentsSchema>

export const consentRecordSchema = z
  .object({
    purpose: z.enum(consentPurposes),
    channel: z.enum(consentChannels).nullable(),
    isGranted: z.boolean(),
    statedAt: momentSchema.meta({ description: 'When the person said it' }),
    recordedAt: momentSchema.meta({ description: 'When Patron took it' }),
    source: z
      .string()
      .meta({ description: '`patron/privacy`: noted here; else the connection it came through' }),
    eventId: z.string(),
    signal: z.enum(consentSignals).nullable().meta({
      description:
        'A signal of the browser that stands for the word; told once a day, and again after another word. Null: it was said',
    }),
    proof: z
      .object({ textVersion: z.string().nullable(), method: z.enum(consentMethods), recordedBy: z.string() })
      .nullable()
      .meta({ description: 'Null: the source told no more than the event says' }),
  })
  .meta({ id: 'ConsentRecord' })
export type ConsentRecordView = z.infer<typeof consentRecordSchema>

export const listConsentHistoryQuerySchema = z.object({ cursor: z.string().max(500).optional() })
export type ListConsentHistoryQuery = z.input<typeof listConsentHistoryQuerySchema>

export const consentHistorySchema = z
  .object({
    inForce: consentsSchema,
    history: z
      .array(consentRecordSchema)
      .meta({ description: 'Newest first. A page may be empty and not the last' }),
    nextCursor: nextCursorSchema,
  })
  .meta({ id: 'ConsentHistory' })
export type ConsentHistory = z.infer<typeof consentHistorySchema>
