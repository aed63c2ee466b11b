import type { OpenOperation } from '#shared/identity/decision-records.ts'

/** The customers in whose objects something is done. */
export function touchedBy(operation: OpenOperation): string[] {
  const changed = changedBy(operation)
  return operation.kind === 'hand-over' ? [...changed, operation.targetId] : changed
}

/** Those that are no longer what they were. A survivor is the same with a timeline more or less, so it need not wait. */
export function changedBy(operation: OpenOperation): string[] {
  if (operation.kind === 'erase') return [operation.customerId, ...operation.memberIds]
  const { customerId } = operation
  return operation.kind === 'hand-over' ? [customerId] : [customerId, ...openedBy(operation)]
}

/** The customers that begin anew. */
export function openedBy(
  operation: Exclude<OpenOperation, { kind: 'hand-over' | 'erase' }>,
): readonly string[] {
  if (operation.kind === 'withdraw') return operation.openedIds
  return operation.openedId === null ? [] : [operation.openedId]
}
