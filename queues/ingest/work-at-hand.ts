import type { OpenOperation } from '#shared/identity/decision-records.ts'
import { touchedBy } from './touched-by.ts'

/**
 * What of the open work has to be done before events go to these customers. An undo of an import has hundreds of withdrawals
 * open at once and carries them out together; one of a customer that neither the events nor any other work is about is left to
 * it, and to the directory's alarm should it have died.
 */
export function workAtHand(
  operations: readonly OpenOperation[],
  customerIds: ReadonlySet<string>,
): OpenOperation[] {
  const touchedIds = new Set([
    ...customerIds,
    ...operations.flatMap((operation) => (isOfOneCustomer(operation) ? [] : touchedBy(operation))),
  ])
  return operations.filter((operation) => !isOfOneCustomer(operation) || touchedIds.has(operation.customerId))
}

function isOfOneCustomer(operation: OpenOperation): boolean {
  return operation.kind === 'withdraw' && operation.openedIds.length + operation.mergedIds.length === 0
}
