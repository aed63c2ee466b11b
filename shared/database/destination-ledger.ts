import type { Audience } from '../destinations/destination-rules.ts'
import type { SqlStatement } from './sql-statement.ts'
import type { DestinationLedgerRow, DestinationRow, DestinationRunRow } from './tables/destination.ts'

/** What is remembered of a customer at a destination. */
export type LedgerEntry = Omit<DestinationLedgerRow, 'tenantId' | 'destinationId' | 'updatedAt'>

/** A customer to be looked at, with what is remembered of it. */
export interface Candidate {
  readonly customerId: string
  readonly isMerged: boolean
  readonly known: Pick<LedgerEntry, 'state' | 'contentHash' | 'remoteId'> | null
}

type Destination = Pick<DestinationRow, 'tenantId' | 'destinationId'>

/**
 * Customers to be looked at in a run, a page in the order of their ids: those who fit the audience and are not known as
 * they are now, or were refused in an earlier run; and those who are at the destination and do not fit any more.
 * `lastSeenSinceMs` is the audience's limit as a moment.
 */
export function candidatesStatement(
  { tenantId, destinationId, revision, audience }: DestinationRow,
  { cursor, runId }: Pick<DestinationRunRow, 'cursor' | 'runId'>,
  lastSeenSinceMs: number,
  limit: number,
): SqlStatement {
  const fits = `profile.merged_into is null and profile.last_seen_at > 0 and ${audienceCondition(audience)}`
  return {
    text: `select profile.customer_id as customerId, profile.merged_into is not null as isMerged, ledger.state as state,
             ledger.content_hash as contentHash, ledger.remote_id as remoteId
           from customer_profile as profile left join destination_ledger as ledger
             on ledger.tenant_id = profile.tenant_id and ledger.customer_id = profile.customer_id
             and ledger.destination_id = ?2
           where profile.tenant_id = ?1 and profile.customer_id > ?3 and profile.erased_at is null
             and case when ${fits}
               then ledger.state is null or ledger.version < profile.version or ledger.revision <> ?4
                 or (ledger.state = 'rejected' and ledger.run_id <> ?5)
               else ledger.state in ('sent', 'rejected') end
           order by profile.customer_id limit ?6`,
    values: [
      tenantId,
      destinationId,
      cursor,
      revision,
      runId,
      limit,
      lastSeenSinceMs,
      audience.minOrderCount ?? 0,
      audience.minRevenueMinor ?? null,
    ],
  }
}

/** What of an audience can be seen in the list rows. The parameters ?7 to ?9 are its limits. */
function audienceCondition({ hasEmail, hasPhone }: Audience): string {
  const has = (column: string, isWanted: boolean | undefined) =>
    isWanted === undefined ? [] : [`profile.${column} is ${isWanted ? 'not ' : ''}null`]
  return [
    'profile.last_seen_at >= ?7 and profile.order_count >= ?8',
    '(?9 is null or profile.revenue_minor >= ?9)',
    ...has('email', hasEmail),
    ...has('phone', hasPhone),
  ].join(' and ')
}

/** A candidate as {@link candidatesStatement} finds it. */
export function readCandidate(row: Record<string, unknown>): Candidate {
  const { customerId, isMerged, state, contentHash, remoteId } = row as {
    customerId: string
    isMerged: number
    state: LedgerEntry['state'] | null
    contentHash: number | null
    remoteId: string | null
  }
  return {
    customerId,
    isMerged: isMerged === 1,
    known: state === null ? null : { state, contentHash, remoteId },
  }
}

/** A page of records to be removed, in the order of their customers' ids; those refused in this run are left out. */
export function removalsStatement(
  { tenantId, destinationId }: Destination,
  state: 'erased' | 'leaving',
  { cursor }: Pick<DestinationRunRow, 'cursor'>,
  limit: number,
): SqlStatement {
  return {
    text: `select customer_id as customerId, remote_id as remoteId from destination_ledger
           where tenant_id = ?1 and destination_id = ?2 and state = ?3
             and state in ('rejected', 'leaving', 'erased') and customer_id > ?4
             and remote_id is not null order by customer_id limit ?5`,
    values: [tenantId, destinationId, state, cursor, limit],
  }
}

/**
 * Notes what became of customers. One who was erased meanwhile stays to be told of: a record of theirs may have come to
 * be there between the look and the note.
 */
export function noteStatements(
  { tenantId, destinationId }: Destination,
  entries: readonly LedgerEntry[],
  nowMs: number,
): SqlStatement[] {
  if (entries.length === 0) return []
  const rows = JSON.stringify(
    entries.map((entry) => [
      entry.customerId,
      entry.state,
      entry.version,
      entry.revision,
      entry.contentHash,
      entry.remoteId,
      entry.problem,
      entry.runId,
    ]),
  )
  const isErased = `tenant_id = ?1 and destination_id = ?2
    and customer_id in (select told.value ->> 0 from json_each(?3) as told cross join customer_profile as profile
      on profile.tenant_id = ?1 and profile.customer_id = told.value ->> 0 where profile.erased_at is not null)`
  return [
    {
      text: `insert into destination_ledger (tenant_id, customer_id, destination_id, state, version, revision,
               content_hash, remote_id, problem, run_id, updated_at)
             select ?1, value ->> 0, ?2, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
               value ->> 7, ?4 from json_each(?3) where true
             on conflict do update set state = excluded.state, version = excluded.version,
               revision = excluded.revision, content_hash = excluded.content_hash,
               remote_id = coalesce(excluded.remote_id, remote_id), problem = excluded.problem,
               run_id = excluded.run_id, updated_at = excluded.updated_at`,
      values: [tenantId, destinationId, rows, nowMs],
    },
    {
      // A record that has become this customer's, by the address another one had before, is the other's no longer.
      text: `update destination_ledger set state = 'held', content_hash = null, remote_id = null, version = -1
             where tenant_id = ?1 and destination_id = ?2 and state <> 'erased'
             and remote_id in (select value ->> 5 from json_each(?3) where value ->> 1 = 'sent')
             and customer_id not in (select value ->> 0 from json_each(?3) where value ->> 1 = 'sent')`,
      values: [tenantId, destinationId, rows],
    },
    {
      text: `update destination_ledger set state = 'erased', content_hash = null, problem = null where ${isErased}`,
      values: [tenantId, destinationId, rows],
    },
    {
      text: `delete from destination_ledger where remote_id is null and ${isErased}`,
      values: [tenantId, destinationId, rows],
    },
  ]
}

/**
 * Notes that records are gone at the destination. An erased customer is remembered no longer; another customer who
 * turned out to be the same record there is sent anew.
 */
export function removedStatements(
  { tenantId, destinationId }: Destination,
  removed: readonly { readonly customerId: string; readonly remoteId: string }[],
): SqlStatement[] {
  if (removed.length === 0) return []
  const customers = JSON.stringify(removed.map(({ customerId }) => customerId))
  const remotes = JSON.stringify(removed.map(({ remoteId }) => remoteId))
  const isIts = 'tenant_id = ?1 and destination_id = ?2'
  return [
    {
      text: `delete from destination_ledger where ${isIts} and state = 'erased'
             and customer_id in (select value from json_each(?3))`,
      values: [tenantId, destinationId, customers],
    },
    {
      text: `update destination_ledger set state = 'held', content_hash = null, remote_id = null,
               version = case state when 'leaving' then version else -1 end
             where ${isIts} and remote_id in (select value from json_each(?3)) and state <> 'erased'`,
      values: [tenantId, destinationId, remotes],
    },
  ]
}

/** Notes why a record could not be removed. */
export function problemStatements(
  { tenantId, destinationId }: Destination,
  problems: readonly { readonly customerId: string; readonly problem: string }[],
  nowMs: number,
): SqlStatement[] {
  return problems.map(({ customerId, problem }) => ({
    text: `update destination_ledger set problem = ?4, updated_at = ?5
           where tenant_id = ?1 and destination_id = ?2 and customer_id = ?3`,
    values: [tenantId, destinationId, customerId, problem, nowMs],
  }))
}

/** To be run when customers are erased: what is theirs at destinations is to be deleted there, and nothing is kept of what was said. */
export function eraseAtDestinations(tenantId: string, customerIds: readonly string[]): SqlStatement[] {
  const values = [tenantId, JSON.stringify(customerIds)]
  const isTheirs = 'tenant_id = ?1 and customer_id in (select value from json_each(?2))'
  return [
    { text: `delete from destination_ledger where ${isTheirs} and remote_id is null`, values },
    {
      text: `update destination_ledger set state = 'erased', content_hash = null, problem = null where ${isTheirs}`,
      values,
    },
  ]
}
