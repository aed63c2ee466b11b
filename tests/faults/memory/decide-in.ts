import { eraseCustomer, keysToForget } from '#durable-objects/identity-directory/erase-customer.ts'
import { memoryHashes } from '#tests/support/memory-erasure-ports.ts'
import type { MemoryPlatform } from '#tests/support/memory-platform.ts'
import type { Decision } from '../shop/shop.ts'

const by = 'fault-suite'

/** Has the directory decide; a refusal changes nothing, and whoever asked will see that it is not so yet. */
export async function decideIn(
  { directory, decisions }: MemoryPlatform,
  decision: Decision,
  nowMs: number,
): Promise<void> {
  switch (decision.kind) {
    case 'merge': {
      const { customerIds } = decision
      decisions.mergeCustomers({ customerIds, survivorId: customerIds[0], by }, nowMs)
      break
    }
    case 'undo-merge': {
      const pair = new Set(decision.customerIds)
      const merge = directory.merges
        .ofCustomers(decision.customerIds)
        .find((each) => each.undoneAtMs === null && pair.has(each.survivorId) && pair.has(each.mergedId))
      if (merge !== undefined) decisions.undoMerge({ mergeId: merge.mergeId, by }, nowMs)
      break
    }
    case 'split':
      decisions.splitCustomer({ customerId: decision.customerId, keys: decision.keys, by }, nowMs)
      break
    case 'undo-split': {
      const [customerId, newCustomerId] = decision.customerIds
      const split = directory.splits
        .ofCustomers([customerId, newCustomerId])
        .find((each) => each.undoneAtMs === null && each.newCustomerId === newCustomerId)
      if (split !== undefined) decisions.undoSplit({ splitId: split.splitId, by }, nowMs)
      break
    }
    case 'erase': {
      const { customerId } = decision
      const requestId = `erasure of ${customerId}`
      const request = { requestId, customerId, mode: 'delete', evidenceKeys: [], by } as const
      const hashes = await memoryHashes(directory, keysToForget(directory, request))
      eraseCustomer(directory, request, hashes, nowMs)
    }
  }
}
