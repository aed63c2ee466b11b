import type { BucketRule } from './token-bucket.ts'

/** What kinds of calls there are to limit. */
export type CallClass = 'read' | 'write' | 'expensive'

/** For one key or session. */
export const limitsOfCaller: Record<CallClass, BucketRule> = {
  read: { capacity: 2_000, perSecond: 200 },
  write: { capacity: 500, perSecond: 50 },
  expensive: { capacity: 60, perSecond: 2 },
}

/** For all keys and sessions of a tenant together. */
export const limitsOfTenant: Record<CallClass, BucketRule> = {
  read: { capacity: 10_000, perSecond: 1_000 },
  write: { capacity: 2_500, perSecond: 250 },
  expensive: { capacity: 200, perSecond: 5 },
}

/** For one key at the doors of events, in requests; a request carries up to some hundred events. */
export const limitOfSender: BucketRule = { capacity: 20_000, perSecond: 5_000 }

/** Keys and tokens that were wrong, for one address. */
export const limitOfWrongCredentials: BucketRule = { capacity: 100, perSecond: 1 }

/** Signing in, asking for a link and using one: for one address, and for one account. */
export const limitOfSignIns: BucketRule = { capacity: 30, perSecond: 0.5 }
export const limitOfAccount: BucketRule = { capacity: 20, perSecond: 0.1 }

/** Refused tries of nobody who is known that are written down: of one shop, or of none. Who floods must not fill the log. */
export const limitOfNotedRefusals: BucketRule = { capacity: 30, perSecond: 1 / 60 }

/** Operations that read or compute much for one call. */
const expensive: ReadonlySet<string> = new Set([
  'exportAudit',
  'verifyAudit',
  'exportCustomers',
  'getImportRejects',
  'createImport',
  'dryRunIdentityRules',
  'previewMerge',
  'previewUndo',
  'previewSplit',
  'previewImportUndo',
  'createExport',
  'answerExport',
  'requestOwnExport',
  'startMatchingRun',
  'uploadModelVersion',
  'startBackfill',
  'startDestinationRun',
  'testConnection',
  'simulateDelivery',
])

export function callClass(operation: string, method: string): CallClass {
  if (expensive.has(operation)) return 'expensive'
  return method === 'GET' || method === 'HEAD' ? 'read' : 'write'
}

/** A rule `scale` times as generous. */
export function scaled({ capacity, perSecond }: BucketRule, scale: number): BucketRule {
  return { capacity: capacity * scale, perSecond: perSecond * scale }
}
