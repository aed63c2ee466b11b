import type {
  IdentityFailure,
  MergeRecord,
  ProposedMatch,
  ReviewDecision,
  ReviewRecord,
  SplitRecord,
} from '#shared/identity/decision-records.ts'
import type { MergeRule } from '#shared/identity/decisions.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { IdentityRules } from '#shared/identity/identity-rules.ts'
import { pairKey } from '#shared/identity/kept-apart.ts'
import type { Link } from '#shared/identity/limits.ts'
import { fail, type Result, succeed } from '#shared/kernel/result.ts'
import type { IdentityDirectoryStore } from './identity-directory-store.ts'

export interface MergeRequest {
  readonly customerIds: readonly [string, string]
  /** The older one unless said. */
  readonly survivorId?: string | undefined
  /** See CustomerCluster. */
  readonly basis?: number | undefined
  readonly by: string
}
export interface UndoMergeRequest {
  readonly mergeId: string
  readonly basis?: number | undefined
  readonly by: string
}
export interface SplitRequest {
  readonly customerId: string
  readonly keys: readonly IdentifierKey[]
  readonly basis?: number | undefined
  readonly by: string
}
export interface UndoSplitRequest {
  readonly splitId: string
  readonly by: string
}
export interface ReviewDecisionRequest {
  readonly reviewId: string
  readonly decision: ReviewDecision
  readonly basis?: number | undefined
  readonly note: string
  readonly by: string
}

type Decided<Value> = Result<Value, IdentityFailure>

/** What people (and the matcher) decide about a tenant's identity. Each call is one turn: all of it, or nothing. */
export class IdentityDecisions {
  readonly #store: IdentityDirectoryStore

  constructor(store: IdentityDirectoryStore) {
    this.#store = store
  }

  /** Makes two customers one, whatever the rules say: a person knows better. */
  mergeCustomers(request: MergeRequest, nowMs: number): Decided<MergeRecord> {
    return this.#decide(() => {
      const currentIds = this.#current(request.customerIds)
      this.#checkBasis(currentIds, request.basis)
      const [first, second] = currentIds
      if (first === undefined || second === undefined || first === second) {
        throw refuse('same-customer', 'The two are one customer already.')
      }
      return this.#merge([first, second], request.survivorId, 'person', request.by, nowMs)
    })
  }

  /** Takes a merge back, and remembers that the two are different people. */
  undoMerge({ mergeId, basis, by }: UndoMergeRequest, nowMs: number): Decided<MergeRecord> {
    return this.#decide(() => {
      const { merges, customers } = this.#store
      const merge = merges.find(mergeId)
      if (merge === undefined) throw refuse('unknown-merge', 'There is no such merge.')
      if (merge.undoneAtMs !== null) throw refuse('merge-undone', 'The merge was undone before.')
      this.#current([merge.survivorId])
      const later = merges.standingMergeOf(merge.survivorId)
      if (later !== undefined) {
        const told = `The customer it made was merged into ${later.survivorId} since. Undo merge ${later.mergeId} first.`
        throw refuse('survivor-merged', told)
      }
      const { survivorId, mergedId } = merge
      this.#checkSettled([survivorId])
      this.#checkBasis([survivorId], basis)
      merges.undo(merge, by, nowMs)
      customers.keepApartAgain(mergeId)
      customers.keepApart(survivorId, mergedId)
      this.#store.noteDecision([survivorId, mergedId], {
        kind: 'separate',
        customerId: survivorId,
        openedId: mergedId,
      })
      return this.#mergeRecord(mergeId)
    })
  }

  /** Takes identifiers out of a customer, into a new one. */
  splitCustomer(request: SplitRequest, nowMs: number): Decided<SplitRecord> {
    return this.#decide(() => this.#split(request, nowMs))
  }

  /** Takes a split back: the two are one customer again. */
  undoSplit({ splitId, by }: UndoSplitRequest, nowMs: number): Decided<SplitRecord> {
    return this.#decide(() => {
      const split = this.#store.splits.find(splitId)
      if (split === undefined) throw refuse('unknown-split', 'There is no such split.')
      if (split.undoneAtMs !== null) throw refuse('split-undone', 'The split was undone before.')
      const [customerId, newCustomerId] = this.#current([split.customerId, split.newCustomerId])
      if (customerId === undefined || newCustomerId === undefined)
        throw refuse('unknown-customer', 'It is gone.')
      if (customerId === newCustomerId) throw refuse('split-merged', 'The two were merged again since.')
      this.#merge([customerId, newCustomerId], customerId, 'split-undone', by, nowMs)
      this.#store.splits.undo(splitId, by, nowMs)
      return this.#splitRecord(splitId)
    })
  }

  decideReview(request: ReviewDecisionRequest, nowMs: number): Decided<ReviewRecord> {
    return this.#decide(() => {
      const { reviews } = this.#store
      const review = reviews.find(request.reviewId)
      if (review === undefined) throw refuse('unknown-review', 'There is no such review.')
      if (review.status !== 'open')
        throw refuse('review-closed', `The review was closed before: ${review.status}.`)
      const currentIds = this.#currentOfReview(review)
      this.#checkBasis(currentIds, request.basis)
      const status = this.#carryOut(request, review, currentIds, nowMs)
      // A merge may have withdrawn it in this turn; the person's own word takes the place of that.
      reviews.close(review, status, request.by, request.note, nowMs)
      this.#store.noteWork()
      return this.#reviewRecord(review.reviewId)
    })
  }

  assignReview(
    reviewId: string,
    assignedTo: string | null,
    by: string,
    nowMs: number,
  ): Decided<ReviewRecord> {
    return this.#decide(() => {
      const review = this.#store.reviews.find(reviewId)
      if (review === undefined) throw refuse('unknown-review', 'There is no such review.')
      if (review.status !== 'open')
        throw refuse('review-closed', `The review was closed before: ${review.status}.`)
      this.#store.reviews.assign(review, assignedTo, by, nowMs)
      this.#store.noteWork()
      return this.#reviewRecord(reviewId)
    })
  }

  /**
   * Asks about pairs that the matcher takes for one person, or merges them where the tenant's rules say so. Pairs that
   * were asked about before, or that a person kept apart, are left alone. Returns how many were asked about and merged.
   */
  proposeMatches(
    proposals: readonly ProposedMatch[],
    rules: IdentityRules,
    nowMs: number,
  ): { reviewCount: number; mergeCount: number } {
    return this.#store.turn(() => {
      const counts = { reviewCount: 0, mergeCount: 0 }
      for (const { customerIds, matchWeight, contributions } of proposals) {
        const [left, right] = customerIds.map((customerId) => this.#store.currentCustomerId(customerId))
        if (left == null || right == null || left === right || this.#areKeptApart(left, right)) continue
        const subject = `pair:${pairKey(left, right)}`
        if (this.#store.reviews.has(subject)) continue
        if (rules.mergeAtMatchWeight !== null && matchWeight >= rules.mergeAtMatchWeight) {
          this.#merge([left, right], undefined, 'matcher', null, nowMs)
          counts.mergeCount += 1
          continue
        }
        const reviewId = this.#store.newSortedId('rev', nowMs)
        const pair = [left, right].sort()
        const review = { reason: 'match', subject, customerIds: pair, eventKey: '', keys: [] } as const
        if (this.#store.reviews.open(reviewId, review, nowMs, { matchWeight, contributions })) {
          this.#store.noteWork()
          counts.reviewCount += 1
        }
      }
      return counts
    })
  }

  /** Does what was decided about a review; returns what to call it. */
  #carryOut(
    { decision, by }: ReviewDecisionRequest,
    review: ReviewRecord,
    currentIds: readonly string[],
    nowMs: number,
  ): 'merged' | 'kept-apart' | 'split' | 'not-shared' {
    switch (decision.decision) {
      case 'merge': {
        const chosen =
          decision.customerIds === undefined ? currentIds : [...new Set(this.#current(decision.customerIds))]
        if (chosen.some((customerId) => !currentIds.includes(customerId))) {
          throw refuse('unknown-customer', 'One of the customers is not part of this review.')
        }
        if (chosen.length < 2) throw refuse('stale-decision', 'They are one customer by now.')
        this.#merge(chosen, decision.survivorId, 'person', by, nowMs)
        return 'merged'
      }
      case 'keep-apart':
        for (const [index, left] of currentIds.entries()) {
          for (const right of currentIds.slice(index + 1)) this.#store.customers.keepApart(left, right)
        }
        this.#store.noteDecision(currentIds)
        return 'kept-apart'
      case 'split':
        if (!currentIds.includes(this.#store.merges.currentOf(decision.customerId))) {
          throw refuse('unknown-customer', 'The customer is not part of this review.')
        }
        this.#split({ customerId: decision.customerId, keys: decision.identifiers, by }, nowMs)
        return 'split'
      case 'not-shared': {
        if (review.reason !== 'shared-identifier') {
          throw refuse('wrong-decision', 'This review is not about a shared identifier.')
        }
        this.#unshare(review.keys)
        return 'not-shared'
      }
    }
  }

  /** Makes all of these one customer; they must be current and different. Returns the last merge. */
  #merge(
    currentIds: readonly string[],
    survivorId: string | undefined,
    rule: MergeRule,
    by: string | null,
    nowMs: number,
  ): MergeRecord {
    const store = this.#store
    const wanted = survivorId === undefined ? undefined : this.#current([survivorId])[0]
    if (wanted !== undefined && !currentIds.includes(wanted)) {
      throw refuse('unknown-customer', 'The customer to stay is none of these.')
    }
    const stays = wanted ?? [...currentIds].sort()[0] ?? ''
    let mergeId = ''
    for (const mergedId of currentIds) {
      if (mergedId === stays) continue
      mergeId = store.newSortedId('mrg', nowMs)
      store.customers.allowTogether(store.membersOf(stays), store.membersOf(mergedId), mergeId)
      store.merges.add(mergeId, { survivorId: stays, mergedId, rule, eventKey: '', keys: [] }, 0, by, nowMs)
      store.noteDecision([stays, mergedId], { kind: 'hand-over', customerId: mergedId })
    }
    store.withdrawAnswered([stays], nowMs)
    return this.#mergeRecord(mergeId)
  }

  #split({ customerId, keys, basis, by }: SplitRequest, nowMs: number): SplitRecord {
    const { customers, splits } = this.#store
    const [currentId] = this.#current([customerId])
    if (currentId === undefined) throw refuse('unknown-customer', 'There is no such customer.')
    this.#checkSettled([currentId])
    this.#checkBasis([currentId], basis)
    const memberIds = this.#store.membersOf(currentId)
    const taken = new Set(keys)
    const homes = customers.homesOf([...taken])
    const foreign = [...taken].find((key) => !memberIds.includes(homes.get(key) ?? ''))
    if (foreign !== undefined) throw refuse('unknown-identifier', `${foreign} is not this customer's.`)
    const members = customers.find(memberIds)
    const changedLinks = new Map<string, Link[]>()
    const moved: Link[] = []
    let keptCount = 0
    for (const [memberId, { links }] of members) {
      const kept = links.filter(({ key }) => !taken.has(key))
      keptCount += kept.length
      if (kept.length === links.length) continue
      moved.push(...links.filter(({ key }) => taken.has(key)))
      changedLinks.set(memberId, kept)
    }
    if (keptCount === 0) throw refuse('nothing-left', 'A split has to leave the customer an identifier.')
    const newCustomerId = this.#store.newSortedId('cus', nowMs)
    changedLinks.set(newCustomerId, moved)
    customers.write(new Map([...taken].map((key) => [key, newCustomerId])), changedLinks)
    customers.keepApart(currentId, newCustomerId)
    const splitId = this.#store.newSortedId('spl', nowMs)
    splits.add({
      splitId,
      customerId: currentId,
      newCustomerId,
      keys: [...taken],
      splitAtMs: nowMs,
      decidedBy: by,
    })
    this.#store.noteDecision([currentId, newCustomerId], {
      kind: 'separate',
      customerId: currentId,
      openedId: newCustomerId,
    })
    return this.#splitRecord(splitId)
  }

  /** Lets identifiers name somebody again: whoever has events with them is looked at anew. */
  #unshare(keys: readonly IdentifierKey[]): void {
    const { shared, merges } = this.#store
    const partners = [...new Set([...shared.tiesOf(keys).values()].flatMap((ties) => [...ties]))]
    const survivors = merges.survivorsOf(partners)
    shared.unshare(keys)
    for (const customerId of new Set(partners.map((partner) => survivors.get(partner) ?? partner))) {
      if (this.#store.currentCustomerId(customerId) === null) continue
      this.#store.noteDecision([customerId], { kind: 'separate', customerId, openedId: null })
    }
  }

  /** The customers these ids stand for now. */
  #current(customerIds: readonly string[]): string[] {
    return customerIds.map((customerId) => {
      const currentId = this.#store.merges.currentOf(customerId)
      const customer = this.#store.customers.find([currentId]).get(currentId)
      if (customer === undefined) throw refuse('unknown-customer', `There is no customer ${customerId}.`)
      if (customer.erasedAtMs !== null) throw refuse('erased-customer', `Customer ${customerId} was erased.`)
      return currentId
    })
  }

  #currentOfReview(review: ReviewRecord): string[] {
    try {
      return [...new Set(this.#current(review.customerIds))]
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      throw refuse('stale-decision', 'One of the customers was erased since.')
    }
  }

  /** Refuses while work is open on a customer: where its events are is not certain then. */
  #checkSettled(customerIds: readonly string[]): void {
    const memberIds = new Set(customerIds.flatMap((customerId) => this.#store.membersOf(customerId)))
    if (this.#store.operations.isOpenFor(memberIds)) {
      throw refuse('operation-open', 'An earlier decision about this customer is still being carried out.')
    }
  }

  /** Refuses a decision that was made looking at what is no longer so. */
  #checkBasis(currentIds: readonly string[], basis: number | undefined): void {
    if (basis === undefined) return
    const memberIds = currentIds.flatMap((customerId) => this.#store.membersOf(customerId))
    if (this.#store.basisOf(memberIds) !== basis) {
      throw refuse('stale-decision', 'Something was decided about these customers since. Look at them again.')
    }
  }

  #areKeptApart(left: string, right: string): boolean {
    const rights = new Set(this.#store.membersOf(right))
    return this.#store.customers.keptApartFrom(this.#store.membersOf(left)).some((id) => rights.has(id))
  }

  #mergeRecord(mergeId: string): MergeRecord {
    return found(this.#store.merges.find(mergeId))
  }

  #splitRecord(splitId: string): SplitRecord {
    return found(this.#store.splits.find(splitId))
  }

  #reviewRecord(reviewId: string): ReviewRecord {
    return found(this.#store.reviews.find(reviewId))
  }

  /** One turn; a refusal takes back whatever the turn did. */
  #decide<Value>(work: () => Value): Decided<Value> {
    try {
      return succeed(this.#store.turn(work))
    } catch (error) {
      if (error instanceof Refusal) return fail(error.failure)
      throw error
    }
  }
}

/** Thrown within a turn only, so that the turn is taken back; what comes out is a value. */
class Refusal extends Error {
  readonly failure: IdentityFailure

  constructor(failure: IdentityFailure) {
    super(failure.message)
    this.failure = failure
  }
}

function refuse(kind: IdentityFailure['kind'], message: string): Refusal {
  return new Refusal({ kind, message, retryable: kind === 'operation-open' })
}

function found<Value>(record: Value | undefined): Value {
  if (record === undefined) throw new Error('a record that was just written is gone')
  return record
}
