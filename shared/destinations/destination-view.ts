import type { DestinationProblemView, DestinationView } from '../contracts/destinations.ts'
import type { DestinationLedgerRow, DestinationRow } from '../database/tables/destination.ts'
import { toIso } from '../kernel/time.ts'

/** A destination as the API shows it. */
export function destinationView(row: DestinationRow): DestinationView {
  const { tenantId: _, destinationId, revision: __, createdAt, ...told } = row
  return { ...told, id: destinationId, createdAt: toIso(createdAt) }
}

/** What was wrong with one customer's record. */
export function destinationProblemView(row: DestinationLedgerRow): DestinationProblemView {
  const { customerId, state, problem, remoteId, runId, updatedAt } = row
  return {
    customerId,
    wanted: state === 'rejected' ? 'send' : 'remove',
    problem: problem ?? '',
    remoteId,
    runId,
    since: toIso(updatedAt),
  }
}
