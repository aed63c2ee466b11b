import type { PatronClient } from '#shared/contracts/client.ts'
import type { ReviewView, TakenReviewDecision } from '#shared/contracts/identity.ts'
import { reviewAddress } from '../identity/addresses.ts'
import { type Done, doneAddress } from '../identity/done.ts'

const lookedThrough = 10

/** Where to go after a decision: to the next review that is open, with a word on what was done. */
export async function addressAfter(
  api: PatronClient,
  review: ReviewView,
  decision: TakenReviewDecision,
): Promise<string> {
  const [done, next] = await Promise.all([doneBy(api, review, decision), nextReviewId(api, review.reviewId)])
  return doneAddress(next === undefined ? '/reviews' : reviewAddress(next), done)
}

/** What was done, with the merge or split it came to, so that the next page can offer the way back. */
async function doneBy(api: PatronClient, review: ReviewView, decision: TakenReviewDecision): Promise<Done> {
  const customerIds = review.customers.map(({ customerId }) => customerId)
  switch (decision.decision) {
    case 'merge': {
      const [customerId] = customerIds
      const list = await api.listMerges({
        customerId,
        status: 'standing',
        rule: 'person',
        limit: lookedThrough,
      })
      const made = (list.ok ? list.value.merges : []).filter((merge) => customerIds.includes(merge.mergedId))
      const [merge, another] = made
      return {
        kind: 'merged',
        // Of several merges none is the one to undo; the merge log has them all.
        mergeId: another === undefined ? merge?.mergeId : undefined,
        customerIds: [merge?.survivorId ?? decision.survivorId ?? customerId ?? ''],
      }
    }
    case 'split': {
      const list = await api.listSplits({ customerId: decision.customerId, limit: lookedThrough })
      const taken = new Set(decision.identifiers)
      const split = (list.ok ? list.value.splits : []).find(
        ({ undoneAt, identifiers }) => undoneAt === null && identifiers.every((key) => taken.has(key)),
      )
      if (split === undefined) return { kind: 'split', customerIds: [decision.customerId] }
      const { splitId, customerId, newCustomerId } = split
      return { kind: 'split', splitId, customerIds: [customerId, newCustomerId] }
    }
    case 'keep-apart':
      return { kind: customerIds.length > 1 ? 'kept-apart' : 'left-as-is', customerIds }
    case 'not-shared':
      return { kind: 'not-shared', customerIds }
  }
}

async function nextReviewId(api: PatronClient, decidedId: string): Promise<string | undefined> {
  const list = await api.listReviews({ status: 'open', limit: 2 })
  return list.ok ? list.value.reviews.find(({ reviewId }) => reviewId !== decidedId)?.reviewId : undefined
}
