import type { IdentityFailure } from '#shared/identity/decision-records.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import { fail, type Result, succeed } from '#shared/kernel/result.ts'
import type { IdentityDirectoryStore } from './identity-directory-store.ts'
import type { IdentifierHashes } from './suppressed-identifiers.ts'

export interface EraseRequest {
  readonly requestId: string
  readonly customerId: string
  /** `delete`: events up to now stay away. `suppress`: later ones too. */
  readonly mode: 'delete' | 'suppress'
  /** Identifiers that the customer's events carry; the directory itself keeps no list of receipts. */
  readonly evidenceKeys: readonly IdentifierKey[]
  readonly by: string
}

export interface ErasedCustomer {
  readonly customerId: string
  /** Everything it was made of, that one included. */
  readonly memberIds: readonly string[]
  readonly identifierCount: number
}

/**
 * The identifiers that forgetting a customer forgets; to be hashed before {@link eraseCustomer}. Not those that are
 * shared: they are in the events of other people, name nobody, and have to go on doing so.
 */
export function keysToForget(
  store: IdentityDirectoryStore,
  { customerId, evidenceKeys }: EraseRequest,
): IdentifierKey[] {
  const currentId = store.currentCustomerId(customerId)
  if (currentId === null) return []
  const memberIds = new Set(store.membersOf(currentId))
  const linked = [...store.customers.find([...memberIds]).values()].flatMap(({ links }) =>
    links.map(({ key }) => key),
  )
  const carried = [...store.customers.homesOf(evidenceKeys)].filter(([, home]) => memberIds.has(home))
  const keys = new Set([...linked, ...carried.map(([key]) => key)])
  return [...keys].filter((key) => !store.shared.keys.has(key))
}

/**
 * Forgets a customer and all it was made of: identifiers (a keyed hash of each stays, to keep it forgotten), evidence
 * of merges and splits, questions. Opens the work of forgetting it in the customer objects and everywhere else.
 */
export function eraseCustomer(
  store: IdentityDirectoryStore,
  request: EraseRequest,
  hashes: IdentifierHashes,
  nowMs: number,
): Result<ErasedCustomer, IdentityFailure> {
  return store.turn(() => {
    const currentId = store.merges.currentOf(request.customerId)
    const customer = store.customers.find([currentId]).get(currentId)
    if (customer === undefined) return refuse('unknown-customer', 'There is no such customer.')
    if (customer.erasedAtMs !== null) return refuse('erased-customer', 'The customer was erased before.')
    const memberIds = store.membersOf(currentId)
    if (store.operations.isOpenFor(new Set(memberIds))) {
      return refuse('operation-open', 'An earlier decision about this customer is still being carried out.')
    }
    const keys = keysToForget(store, request)
    if (keys.some((key) => !hashes.has(key))) {
      return refuse('operation-open', 'The customer got another identifier at this very moment.')
    }
    store.customers.erase(memberIds, [...keys, ...store.shared.keys], nowMs)
    store.merges.forgetEvidence(memberIds)
    store.splits.forgetEvidence(memberIds)
    for (const review of store.reviews.everAbout(memberIds)) {
      if (review.status === 'open') {
        store.reviews.close(review, 'withdrawn', 'rules', 'A customer was erased.', nowMs)
      }
      store.reviews.forgetEvidence(review.reviewId)
    }
    forgetMentions(store, keys)
    const forgotten = keys.flatMap((key) => hashes.get(key) ?? [])
    store.suppressed.add(forgotten, request.mode === 'suppress' ? null : nowMs)
    store.noteDecision(memberIds, {
      kind: 'erase',
      customerId: currentId,
      requestId: request.requestId,
      memberIds,
      mode: request.mode,
      requestedAtMs: nowMs,
      requestedBy: request.by,
      identifierCount: keys.length,
    })
    return succeed({ customerId: currentId, memberIds, identifierCount: keys.length })
  })
}

/** Identifiers that an erased customer's events turned out to carry, beside those that were forgotten with it. */
export interface LateIdentifiers {
  readonly memberIds: readonly string[]
  readonly keys: readonly IdentifierKey[]
  readonly mode: 'delete' | 'suppress'
  readonly requestedAtMs: number
}

/** Those of them that are still the customer's, to be hashed before {@link forgetLate}. */
export function lateKeys(
  store: IdentityDirectoryStore,
  { memberIds, keys }: LateIdentifiers,
): IdentifierKey[] {
  const members = new Set(memberIds)
  return [...store.customers.storedHomesOf(keys)].flatMap(([key, home]) => (members.has(home) ? [key] : []))
}

/** Forgets identifiers of an erased customer that came in while it was being erased. */
export function forgetLate(
  store: IdentityDirectoryStore,
  late: LateIdentifiers,
  hashes: IdentifierHashes,
): void {
  store.turn(() => {
    const keys = lateKeys(store, late).filter((key) => hashes.has(key))
    store.customers.forgetIdentifiers(late.memberIds, keys)
    forgetMentions(store, keys)
    const forgotten = keys.flatMap((key) => hashes.get(key) ?? [])
    store.suppressed.add(forgotten, late.mode === 'suppress' ? null : late.requestedAtMs)
  })
}

/** Forgets identifiers where they were noted about other customers: a split, or a merge undone, has moved them. */
function forgetMentions(store: IdentityDirectoryStore, keys: readonly IdentifierKey[]): void {
  store.shared.forget(keys)
  store.merges.forgetIdentifiers(keys)
  store.splits.forgetIdentifiers(keys)
  store.reviews.forgetIdentifiers(keys)
  store.noteWork()
}

function refuse(kind: IdentityFailure['kind'], message: string): { ok: false; failure: IdentityFailure } {
  return fail({ kind, message, retryable: kind === 'operation-open' })
}
