import * as z from 'zod'
import { identifierTypes } from './identifier.ts'

/** How many identifiers of one type a customer may have, and within which time; null days: ever. */
export const identifierLimitSchema = z.object({
  maxCount: z.int().min(1).max(10_000),
  windowDays: z.int().min(1).max(3_650).nullable(),
})

/** The rules by which identity decides. A tenant may change them; each change gets a version of its own. */
export const identityRulesSchema = z
  .object({
    version: z.int().min(1),
    /** More customers than this are never merged by themselves; a person decides. */
    maxMergedCustomers: z.int().min(1).max(10),
    /** By type; those of an `external_id` count for each connection by itself. A type without one is not limited. */
    limits: z.partialRecord(z.enum(identifierTypes), identifierLimitSchema),
    /** So many different people on one device or cookie show that it is shared. */
    sharedDeviceAfter: z.int().min(2).max(1_000),
    /** So many different people behind one phone, e-mail or card show that it is shared. */
    sharedContactAfter: z.int().min(2).max(1_000),
    /** Pairs that the matcher proposes at this match weight (bits) or more are merged unasked; null: never. */
    mergeAtMatchWeight: z.number().min(0).max(200).nullable(),
  })
  .meta({ id: 'IdentityRules' })
export type IdentityRules = z.infer<typeof identityRulesSchema>

/** What holds until a tenant says otherwise. */
export const defaultIdentityRules: IdentityRules = {
  version: 2,
  maxMergedCustomers: 3,
  limits: {
    external_id: { maxCount: 1, windowDays: null },
    phone: { maxCount: 5, windowDays: null },
    email: { maxCount: 5, windowDays: null },
    loyalty_id: { maxCount: 2, windowDays: null },
    device_id: { maxCount: 20, windowDays: 365 },
    cookie_id: { maxCount: 50, windowDays: 365 },
  },
  sharedDeviceAfter: 3,
  sharedContactAfter: 5,
  mergeAtMatchWeight: null,
}
