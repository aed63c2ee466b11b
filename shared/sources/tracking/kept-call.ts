import * as z from 'zod'
import { isStaffRole, type Role, type StaffRole, staffRoles } from '../../access/roles.ts'
import { isJsonObject, type JsonObject } from '../../kernel/json.ts'
import type { TrackingCall } from './parse.ts'
import { hasPrivacySignal } from './privacy-signal.ts'

/** What is kept with a call that cannot be mapped, for the day on which it can: what the rest of its request said of it. */
export interface SentWith {
  /** Of the key it came with, where that is not one that everybody can read. */
  readonly role?: StaffRole | undefined
  /** The browser sent Global Privacy Control. */
  readonly hasPrivacySignal?: boolean | undefined
  /** Of the batch around it. */
  readonly sentAt?: string | undefined
  readonly context?: JsonObject | undefined
}

/** A moment is shorter; what is longer says nothing. */
const longestMoment = 64
/** Each wrong call of a batch is kept with its context, but no more than this of one request, in characters. */
const mostContext = 500_000

/**
 * What to keep with each call of a batch that cannot be mapped; undefined when their own fields say all. `call`: any call of it, for all
 * have the same batch around them; `gpc`: the header `Sec-GPC`; `keptCount`: how many are kept. Where the batch's context is too long to be
 * kept with each, only the consent in it is.
 */
export function sentWith(
  call: TrackingCall | undefined,
  { role, gpc }: { readonly role: Role; readonly gpc: string | undefined },
  keptCount: number,
): SentWith | undefined {
  if (call === undefined || keptCount === 0) return undefined
  const { sentAt, context } = call
  const kept = [context, consentOf(context)].find(
    (part): part is JsonObject =>
      isJsonObject(part) && JSON.stringify(part).length * keptCount <= mostContext,
  )
  const told: SentWith = {
    ...(isStaffRole(role) && { role }),
    ...(hasPrivacySignal(gpc, { ...call, fields: undefined }) && { hasPrivacySignal: true }),
    ...(typeof sentAt === 'string' && sentAt.length <= longestMoment && { sentAt }),
    ...(kept !== undefined && { context: kept }),
  }
  return Object.keys(told).length === 0 ? undefined : told
}

function consentOf(context: unknown): JsonObject | undefined {
  return isJsonObject(context) && isJsonObject(context.consent) ? { consent: context.consent } : undefined
}

const keptCallSchema = z.object({
  fields: z.unknown(),
  sentWith: z.object({
    role: z.enum(staffRoles).optional(),
    hasPrivacySignal: z.boolean().optional(),
    sentAt: z.string().optional(),
    context: z.custom<JsonObject>(isJsonObject).optional(),
  }),
})

/** A call that was kept with what {@link sentWith} says; undefined when a record is none. */
export function readKeptCall(record: unknown): { call: TrackingCall; sentWith: SentWith } | undefined {
  const read = keptCallSchema.safeParse(record)
  if (!read.success) return undefined
  const { fields, sentWith } = read.data
  return { call: { kind: undefined, fields, sentAt: sentWith.sentAt, context: sentWith.context }, sentWith }
}
