import type { DecidedIdentity } from '#shared/identity/dry-run/decided-identity.ts'
import type { IdentityDirectoryStore } from './identity-directory-store.ts'

/** The latest so many merges, and so many pairs, are told; one reply has to cross the object border. */
const toldDecisions = 2_000

/** The customers that people or the matcher decided about, as far as it stands: dry runs begin with them. */
export function decidedIdentity(store: IdentityDirectoryStore): DecidedIdentity {
  const merges = store.sql.all<{ merged_id: string }>(
    `select merged_id from merge_history
     where rule in ('person', 'matcher', 'split-undone') and undone_at is null
     order by merge_id desc limit ?`,
    toldDecisions + 1,
  )
  const pairs = store.sql.all<{ left_id: string; right_id: string }>(
    `select left_id, right_id from kept_apart where lifted_by is null
     order by left_id desc, right_id desc limit ?`,
    toldDecisions + 1,
  )
  const toldPairs = pairs.slice(0, toldDecisions)
  const decidedIds = [
    ...merges.slice(0, toldDecisions).map((merge) => merge.merged_id),
    ...toldPairs.flatMap((pair) => [pair.left_id, pair.right_id]),
  ]
  const survivors = store.merges.survivorsOf(decidedIds)
  const currentIds = [...new Set(decidedIds.map((customerId) => survivors.get(customerId) ?? customerId))]
  const members = store.merges.membersOf(currentIds)
  const records = store.customers.find([...members.values()].flat())
  return {
    customers: [...members].flatMap(([currentId, memberIds]) =>
      memberIds.map((customerId) => ({ customerId, currentId, links: records.get(customerId)?.links ?? [] })),
    ),
    keptApart: toldPairs.map((pair) => [pair.left_id, pair.right_id]),
    isComplete: merges.length <= toldDecisions && pairs.length <= toldDecisions,
  }
}
