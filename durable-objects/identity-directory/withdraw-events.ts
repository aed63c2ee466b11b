import type { IdentityFailure, MergeRecord } from '#shared/identity/decision-records.ts'
import { homeKey } from '#shared/identity/home-key.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import type { IdentityRules } from '#shared/identity/identity-rules.ts'
import { fail, type Result, succeed } from '#shared/kernel/result.ts'
import type { IdentityDirectoryStore } from './identity-directory-store.ts'
import type { IdentifierHashes } from './suppressed-identifiers.ts'

/** An event of a customer that stays when others are withdrawn. */
export interface LeftEvent {
  readonly claim: IdentityClaim
  /** The customer it belonged to before any merge. */
  readonly homeId: string
}

export interface WithdrawRequest {
  readonly customerId: string
  /** The events that go, and all identifiers they carry. */
  readonly eventKeys: readonly string[]
  readonly keys: readonly IdentifierKey[]
  /** All other events of the customer, in the order in which they were received. */
  readonly left: readonly LeftEvent[]
  readonly by: string
}

/**
 * Takes back what events have made of customers, one after the other, each as {@link withdrawFromCustomer} says. Returns
 * what became of each, in their order.
 */
export function withdrawEvents(
  store: IdentityDirectoryStore,
  requests: readonly WithdrawRequest[],
  rules: IdentityRules,
  hashes: IdentifierHashes,
  nowMs: number,
): Result<{ mergeCount: number }, IdentityFailure>[] {
  // Looked for once: it goes through all questions there ever were.
  const raised = store.reviews.raisedBy(requests.flatMap(({ eventKeys }) => eventKeys))
  const raisingKeys = new Set(raised.map(({ eventKey }) => eventKey))
  return store.turn(() =>
    requests.map((request) => withdrawFromCustomer(store, request, raisingKeys, { rules, hashes, nowMs })),
  )
}

/**
 * Takes back what events have made of a customer and opens the work of taking them out of its timeline. Events that
 * brought neither an identifier nor a merge just go. Else all that rules made of the customer is undone, its identifiers
 * are nobody's again, and the events that are left are decided once more, one after the other, as if they came in for
 * the first time. They find the customers they were first attributed to, so these keep their ids. What people and the
 * matcher decided stands. Customers with nothing left are forgotten.
 */
function withdrawFromCustomer(
  store: IdentityDirectoryStore,
  request: WithdrawRequest,
  raisingKeys: ReadonlySet<string>,
  deciding: Deciding,
): Result<{ mergeCount: number }, IdentityFailure> {
  const { nowMs } = deciding
  const currentId = store.currentCustomerId(request.customerId)
  if (currentId === null) {
    return fail({ kind: 'unknown-customer', message: 'There is no such customer.', retryable: false })
  }
  const memberIds = store.membersOf(currentId)
  if (store.operations.isOpenFor(new Set(memberIds))) {
    const message = 'An earlier decision about this customer is still being carried out.'
    return fail({ kind: 'operation-open', message, retryable: true })
  }
  const standing = store.merges
    .ofCustomers(memberIds)
    .filter(({ undoneAtMs }) => undoneAtMs === null)
    .reverse()
  if (request.eventKeys.some((key) => raisingKeys.has(key))) forgetQuestions(store, request, nowMs)
  const operation = { kind: 'withdraw', customerId: currentId } as const
  if (request.left.length > 0 && bringNothing(store, request, memberIds, standing)) {
    store.noteDecision(memberIds, {
      ...operation,
      openedIds: [],
      mergedIds: memberIds.slice(1),
      hasReleased: false,
    })
    return succeed({ mergeCount: 0 })
  }
  const undone = standing.filter((merge) => request.left.length === 0 || isByRule(merge))
  for (const merge of undone) store.merges.undo(merge, request.by, nowMs)
  const openedIds = undone.map(({ mergedId }) => mergedId)
  store.noteDecision(memberIds, {
    ...operation,
    openedIds,
    mergedIds: memberIds.filter((memberId) => memberId !== currentId && !openedIds.includes(memberId)),
    hasReleased: true,
  })
  release(store, request, memberIds)
  decideAgain(store, request.left, memberIds, deciding)
  removeEmpty(store, request, memberIds, currentId, nowMs)
  return succeed({ mergeCount: undone.length })
}

function isByRule({ rule }: MergeRecord): boolean {
  return rule === 'shared-identifiers' || rule === 'source-statement'
}

/** Whether all of the customer's identifiers and merges came with events that stay. */
function bringNothing(
  store: IdentityDirectoryStore,
  { eventKeys, keys, left }: WithdrawRequest,
  memberIds: readonly string[],
  standing: readonly MergeRecord[],
): boolean {
  const gone = new Set(eventKeys)
  const links = [...store.customers.find(memberIds).values()].flatMap((member) => member.links)
  if (links.some(({ eventKey }) => gone.has(eventKey))) return false
  if (standing.some(({ eventKey }) => gone.has(eventKey))) return false
  // Of receipts it is not noted which event brought them.
  const linked = new Set(links.map(({ key }) => key))
  const carried = new Set(left.flatMap(({ claim }) => claim.keys))
  const members = new Set(memberIds)
  return [...store.customers.homesOf(keys)].every(
    ([key, home]) => !members.has(home) || linked.has(key) || carried.has(key),
  )
}

/** Shared identifiers name nobody anyway; whose they are tells where the events are that carry nothing else. */
function release(
  store: IdentityDirectoryStore,
  { keys, left }: WithdrawRequest,
  memberIds: readonly string[],
): void {
  const links = [...store.customers.find(memberIds).values()].flatMap((member) => member.links)
  const all = new Set([...links.map(({ key }) => key), ...keys, ...left.flatMap(({ claim }) => claim.keys)])
  const released = [...all].filter((key) => !store.shared.keys.has(key))
  const own = [...store.customers.homesOf(released)].flatMap(([key, home]) =>
    memberIds.includes(home) ? [key] : [],
  )
  store.customers.release(memberIds, own)
  store.shared.forgetTies(own)
}

interface Deciding {
  readonly rules: IdentityRules
  readonly hashes: IdentifierHashes
  readonly nowMs: number
}

function decideAgain(
  store: IdentityDirectoryStore,
  left: readonly LeftEvent[],
  memberIds: readonly string[],
  { rules, hashes, nowMs }: Deciding,
): void {
  if (left.length === 0) return
  const vacant = new Set(memberIds)
  const decided = decidedAbout(store, memberIds)
  for (const { claim: whole, homeId } of left) {
    const claim = withoutForgotten(store, whole, hashes)
    if (vacant.has(homeId) && decided.has(homeId) && beginAgain(store, claim, homeId)) vacant.delete(homeId)
    store.resolveOne(claim, rules, nowMs, () =>
      vacant.delete(homeId) ? homeId : store.newSortedId('cus', nowMs),
    )
  }
}

/** Customers of whom a person, or the matcher, said who they are, or are not. */
function decidedAbout(store: IdentityDirectoryStore, memberIds: readonly string[]): Set<string> {
  const keptApart = memberIds.filter((memberId) => store.customers.keptApartFrom([memberId]).length > 0)
  const merged = store.merges
    .ofCustomers(memberIds)
    .filter((merge) => merge.undoneAtMs === null && !isByRule(merge))
    .flatMap(({ survivorId, mergedId }) => [survivorId, mergedId])
  return new Set([...keptApart, ...merged])
}

/** The event begins the customer it was of, so that what was decided about that one holds for what comes with it. */
function beginAgain(store: IdentityDirectoryStore, claim: IdentityClaim, homeId: string): boolean {
  const key = homeKey(claim.keys.filter((each) => !store.shared.keys.has(each)))
  if (key === undefined || store.customers.homesOf([key]).has(key)) return false
  const link = { key, occurredAt: claim.occurredAt, eventKey: claim.eventKey }
  store.customers.write(new Map([[key, homeId]]), new Map([[homeId, [link]]]))
  return true
}

/** Identifiers of people who asked to be forgotten must not come back with somebody else's event. */
function withoutForgotten(
  store: IdentityDirectoryStore,
  claim: IdentityClaim,
  hashes: IdentifierHashes,
): IdentityClaim {
  if (store.suppressed.isEmpty) return claim
  const alone = claim.keys.map((key) => ({ ...claim, keys: [key] }))
  const kept = store.suppressed.screen(alone, hashes).flatMap((screened) => screened.claim.keys)
  return { ...claim, keys: kept }
}

/** Questions that the events raised are answered by their going; of shared identifiers a person has to judge. */
function forgetQuestions(
  store: IdentityDirectoryStore,
  { eventKeys, by }: WithdrawRequest,
  nowMs: number,
): void {
  for (const review of store.reviews.raisedBy(eventKeys)) {
    if (review.reason === 'shared-identifier') continue
    if (review.status === 'open') {
      store.reviews.close(review, 'withdrawn', by, 'The event that raised it was taken back.', nowMs)
    }
    store.reviews.letAskAgain(review.reviewId)
  }
}

/** Customers that neither an identifier nor an event is left of. */
function removeEmpty(
  store: IdentityDirectoryStore,
  { left, by }: WithdrawRequest,
  memberIds: readonly string[],
  currentId: string,
  nowMs: number,
): void {
  const empty = left.length === 0 ? memberIds : emptyMembers(store, left, memberIds, currentId)
  store.customers.remove(empty)
  for (const review of store.reviews.openAbout(empty)) {
    store.reviews.close(review, 'withdrawn', by, 'One of the customers is there no more.', nowMs)
  }
}

function emptyMembers(
  store: IdentityDirectoryStore,
  left: readonly LeftEvent[],
  memberIds: readonly string[],
  currentId: string,
): string[] {
  const homes = new Set(store.homesOfEvents(left.map(({ claim }) => claim.keys)))
  // Events that nobody's identifiers are left in stay where they are.
  const holdsStrays = homes.has(null)
  const isMerged = new Set(
    store.merges
      .ofCustomers(memberIds)
      .filter(({ undoneAtMs }) => undoneAtMs === null)
      .flatMap(({ survivorId, mergedId }) => [survivorId, mergedId]),
  )
  const members = store.customers.find(memberIds)
  return memberIds.filter((memberId) => {
    const isNeeded = homes.has(memberId) || isMerged.has(memberId) || (memberId === currentId && holdsStrays)
    return !isNeeded && members.get(memberId)?.links.length === 0
  })
}
