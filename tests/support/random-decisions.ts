import type { IdentityFailure, ReviewDecision } from '#shared/identity/decision-records.ts'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'
import type { RandomSource } from '#shared/kernel/random.ts'
import type { Result } from '#shared/kernel/result.ts'
import { drawInt, drawOne, shuffled } from './drawing.ts'
import type { MemoryPlatform } from './memory-platform.ts'

const by = 'owner@shop.example'

/** Has a person (or the matcher) decide something about customers drawn at random. Returns what, and what came of it. */
export function decideAtRandom(platform: MemoryPlatform, random: RandomSource, nowMs: number): string {
  const { decisions, directory } = platform
  const idsOf = (table: string, column: string) =>
    directory.sql.all(`select ${column} as id from ${table} order by 1`).map(({ id }) => String(id))
  const customerIds = idsOf('customer', 'customer_id')
  const mergeIds = idsOf('merge_history', 'merge_id')
  const splitIds = idsOf('identity_split', 'split_id')
  const reviewIds = idsOf('manual_merge_queue', 'review_id')
  const made = (kind: string, outcome: Result<unknown, IdentityFailure>) =>
    outcome.ok ? kind : `${kind}: ${outcome.failure.kind}`

  switch (drawOne(random, ['merge', 'undo', 'undo', 'split', 'undo-split', 'review', 'review', 'match'])) {
    case 'merge': {
      const [left, right] = shuffled(random, customerIds)
      if (left === undefined || right === undefined) break
      return made('merge', decisions.mergeCustomers({ customerIds: [left, right], by }, nowMs))
    }
    case 'undo': {
      if (mergeIds.length === 0) break
      return made('undo', decisions.undoMerge({ mergeId: drawOne(random, mergeIds), by }, nowMs))
    }
    case 'split': {
      if (customerIds.length === 0) break
      const customerId = drawOne(random, customerIds)
      const links = directory.cluster(customerId)?.members.flatMap((member) => member.links) ?? []
      const keys = links.map(({ key }) => key).filter(() => random() < 0.4)
      if (keys.length === 0) break
      return made('split', decisions.splitCustomer({ customerId, keys, by }, nowMs))
    }
    case 'undo-split': {
      if (splitIds.length === 0) break
      return made('undo-split', decisions.undoSplit({ splitId: drawOne(random, splitIds), by }, nowMs))
    }
    case 'review': {
      if (reviewIds.length === 0) break
      const decision = drawOne<ReviewDecision>(random, [
        { decision: 'merge' },
        { decision: 'keep-apart' },
        { decision: 'not-shared' },
      ])
      const request = { reviewId: drawOne(random, reviewIds), decision, note: '', by }
      return made(`review ${decision.decision}`, decisions.decideReview(request, nowMs))
    }
    case 'match': {
      const [left, right] = shuffled(random, customerIds)
      if (left === undefined || right === undefined) break
      const proposal = {
        customerIds: [left, right],
        matchWeight: drawInt(random, 5, 15),
        contributions: [],
      } as const
      decisions.proposeMatches([proposal], { ...defaultIdentityRules, mergeAtMatchWeight: 10 }, nowMs)
      return 'match'
    }
  }
  return 'nothing'
}
