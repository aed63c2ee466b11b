import type { ProcessingRecord } from '../contracts/processing-record.ts'
import type { TenantRow } from '../database/tables/tenant.ts'
import { toIso } from '../kernel/time.ts'
import { processingActivities } from './processing-activities.ts'
import type { RetentionDays } from './retention-days.ts'

/** Whom a tenant's data comes from or goes to. */
export interface RecordedRecipient {
  readonly name: string
  readonly kind: 'source' | 'destination'
  readonly what: string
  readonly sinceMs: number
}

const measures = [
  'Every operation names a permission; who has none gets nothing',
  'Tenants are separated by construction: names of objects, rows and files begin with the tenant of the credential',
  'Passwords are hashed with scrypt, API keys with a keyed hash, secrets of connections sealed with AES-256-GCM',
  'What staff do is kept in a log that cannot be changed',
  'Erasure goes through every store and writes a receipt',
]

/** The record of processing activities of one shop. */
export function processingRecord(
  tenant: Pick<TenantRow, 'name' | 'country' | 'residency'>,
  days: RetentionDays,
  recipients: readonly RecordedRecipient[],
  nowMs: number,
): ProcessingRecord {
  return {
    madeAt: toIso(nowMs),
    controller: { name: tenant.name, country: tenant.country },
    residency: tenant.residency,
    activities: processingActivities.map(({ retention, people, categories, stores, ...same }) => ({
      ...same,
      people: [...people],
      categories: [...categories],
      stores: [...stores],
      retention: typeof retention === 'string' ? `${days[retention]} days` : `Until ${retention.until}`,
    })),
    recipients: [
      {
        name: 'Cloudflare',
        kind: 'processor' as const,
        what: 'Runs Patron: everything',
        since: null,
      },
      ...recipients.map(({ sinceMs, ...recipient }) => ({ ...recipient, since: toIso(sinceMs) })),
    ],
    measures: [...measures],
  }
}
