import type { CustomerRecord } from '#shared/customers/ingest.ts'
import type { Candidate, LedgerEntry } from '#shared/database/destination-ledger.ts'
import type { DestinationRunChanges } from '#shared/database/destination-runs.ts'
import type { DestinationRow, DestinationRunRow } from '#shared/database/tables/destination.ts'
import type { Deliverer, DeliveryFailure, RemovedRecord } from '#shared/destinations/destination.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { VendorCall } from '#shared/sources/backfill.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { DestinationMessage } from '../messages.ts'

/** A destination that can be called. */
export interface OpenDestination {
  readonly rules: DestinationRow
  readonly deliverer: Deliverer
  /** With the host and the credentials of its connection. */
  readonly call: VendorCall
}

/** What a step found out about customers. */
export interface LedgerChanges {
  readonly noted?: readonly LedgerEntry[]
  /** Gone at the destination. */
  readonly removed?: readonly RemovedRecord[]
  readonly problems?: readonly { readonly customerId: string; readonly problem: string }[]
}

/** Everything a step of a destination's run needs of the world, for one tenant. */
export interface DestinationPorts {
  readonly tenant: Pick<Tenant, 'currency' | 'tenantId'>
  findRun(runId: string): Promise<DestinationRunRow | undefined>
  /** Undefined: it is gone, or paused. Fails when its connection cannot be called. */
  open(run: DestinationRunRow): Promise<Result<OpenDestination, DeliveryFailure> | undefined>
  /** The next customers to be looked at, after the run's cursor. */
  candidates(rules: DestinationRow, run: DestinationRunRow, limit: number): Promise<Candidate[]>
  /** The next records to be removed, after the run's cursor. */
  removals(run: DestinationRunRow, state: 'erased' | 'leaving', limit: number): Promise<RemovedRecord[]>
  /** Customers as they are now; one who is nobody any more is left out. */
  customers(customerIds: readonly string[]): Promise<CustomerRecord[]>
  /**
   * Stores both in one transaction. What is known of customers holds in any case; the run is changed, and its step raised by one,
   * only if it stands where `seen` has it. Tells whether it did.
   */
  store(seen: DestinationRunRow, ledger: LedgerChanges, changes: DestinationRunChanges): Promise<boolean>
  readonly queue: { send(message: DestinationMessage, delaySeconds: number): Promise<void> }
  nowMs(): number
}
