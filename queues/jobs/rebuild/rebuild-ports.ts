import type { Restatement } from '#shared/customers/ingest.ts'
import type { SqlStatement } from '#shared/database/sql-statement.ts'
import type { EraseOperation, IdentityRecords, IdentityTable } from '#shared/identity/decision-records.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import type { ImportName } from '#shared/imports/import-keys.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { ErasurePorts } from '../../erasure/erasure-ports.ts'
import type { IdentityPorts } from '../../ingest/ingest-ports.ts'
import type { JobPorts } from '../job-ports.ts'
import type { RemakePorts } from '../undo/remake-orders.ts'

/** What making the tables of D1 again needs of the outside. Each call may be repeated without harm. */
export interface RebuildPorts
  extends JobPorts,
    IdentityPorts,
    RemakePorts,
    Pick<ErasurePorts, 'forgetExports' | 'forgetUploads' | 'forgetLines' | 'readSegment' | 'replaceSegment'> {
  readonly tenant: Tenant
  /** The rows that a statement finds in D1. */
  read(statement: SqlStatement): Promise<Record<string, unknown>[]>
  /** Runs statements as one transaction. */
  write(statements: readonly SqlStatement[]): Promise<void>
  /** Customers of the directory in the order of their ids, merged and erased ones included. */
  customersAfter(
    customerId: string,
    limit: number,
  ): Promise<readonly { readonly customerId: string; readonly erasedAtMs: number | null }[]>
  /** So many records of each kind, in the order of their ids. */
  recordsAfter(mergeId: string, reviewId: string, splitId: string, limit: number): Promise<IdentityRecords>
  /** Erasures in the order of their decisions. */
  erasuresAfter(operation: number, limit: number): Promise<readonly EraseOperation[]>
  /** Those of the ids that the directory does not know. */
  unknownAmong(table: IdentityTable, ids: readonly string[]): Promise<string[]>
  /** All that customers of one object tell; those that were never there are left out. */
  restate(objectName: string, customerIds: readonly string[]): Promise<Restatement[]>
  /** The next customers of a cell, in the order of their ids. */
  customersOfCellAfter(objectName: string, customerId: string, limit: number): Promise<string[]>
  /** How many events of a shard of the log are settled, and when the oldest that is not came in. */
  logCounts(shard: number): Promise<{
    readonly settled: number
    readonly oldestUnsettledReceivedAtMs: number | null
  }>
  /** Keys of archive segments of the tenant, sorted, after a key. */
  segmentsAfter(key: string, limit: number): Promise<string[]>
  /** For each claim, whether it is of somebody who is not to be known. */
  areSuppressed(claims: readonly IdentityClaim[]): Promise<boolean[]>
  /** Whether identifiers of forgotten people are known, as hashes. */
  isAnybodyForgotten(): Promise<boolean>
  /** Those of the identifiers that are of forgotten people who have not come back. */
  forgottenAmong(keys: readonly IdentifierKey[]): Promise<readonly IdentifierKey[]>
  /** Keys of the objects that hold rejected rows of an import. */
  rejectKeys(name: ImportName): Promise<string[]>
  /** The rows of one of them; '' when it is gone. */
  readRejects(key: string): Promise<string>
  /** Deletes what an import that has ended needs no more: its file, and what its steps left for each other. */
  removeWork(name: ImportName): Promise<void>
  sleep(ms: number): Promise<void>
}
