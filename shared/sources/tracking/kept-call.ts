import * as z from 'zod'
import { isStaffRole, type Role, type StaffRole, staffRoles } from '../../access/roles.ts'
import { type CanonicalEvent, eventKinds } from '../../events/event.ts'
import type { RejectedRecord } from '../../events/log-line.ts'
import { isJsonObject, type JsonObject } from '../../kernel/json.ts'
import type { TrackingCall } from './parse.ts'
import { hasPrivacySignal } from './privacy-signal.ts'

/** What is kept with a call that cannot be mapped, for the day on which it can: what the rest of its request said of it. */
export interface SentWith {
  /** What its address says it is, where its own `type` does not. */
  readonly kind?: CanonicalEvent['kind'] | undefined
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
/**
 * Each wrong call of a batch is kept with its context, but no more than this of one request, in characters. A single call comes on top, and
 * both together must fit into what is kept of a record, or nothing of it could be read again.
 */
const mostContext = 450_000

/**
 * What to keep with each call of a request that cannot be mapped; undefined when their own fields say all. `call`: any call of it, for all
 * have the same batch around them; `gpc`: the header `Sec-GPC`; `keptCount`: how many are kept. Where the batch's context is too long to be
 * kept with each, only the consent in it is.
 */
export function sentWith(
  call: TrackingCall | undefined,
  { role, gpc }: { readonly role: Role; readonly gpc: string | undefined },
  keptCount: number,
): SentWith | undefined {
  if (call === undefined || keptCount === 0) return undefined
  const { kind, fields, sentAt, context } = call
  const isNamed = isJsonObject(fields) && fields.type === kind
  const kept = [context, consentOf(context)].find(
    (part): part is JsonObject =>
      isJsonObject(part) && JSON.stringify(part).length * keptCount <= mostContext,
  )
  const told: SentWith = {
    ...(kind !== undefined && !isNamed && { kind }),
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

/**
 * How a call is kept: its fields but for the write key, which lets its owner in, and what {@link sentWith} says. What its address and its
 * sender's word about privacy say tells it from a call of the same bytes; a retry, which has another `sentAt`, is the same.
 */
export function keptCall(
  { fields }: TrackingCall,
  told: SentWith | undefined,
): Pick<RejectedRecord, 'bytes' | 'sentWith' | 'variant'> {
  const bytes = JSON.stringify(withoutKey(fields))
  if (told === undefined) return { bytes }
  const { kind, hasPrivacySignal, context } = told
  const variant = JSON.stringify({ kind, hasPrivacySignal, consent: context?.consent })
  return { bytes, sentWith: told, ...(variant !== '{}' && { variant }) }
}

function withoutKey(fields: unknown): unknown {
  if (!isJsonObject(fields) || !Object.hasOwn(fields, 'writeKey')) return fields
  const { writeKey: _, ...others } = fields
  return others
}

const keptCallSchema = z.object({
  fields: z.unknown(),
  sentWith: z.object({
    kind: z.enum(eventKinds).optional(),
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
  const { kind, sentAt, context } = sentWith
  return { call: { kind, fields, sentAt, context }, sentWith }
}
