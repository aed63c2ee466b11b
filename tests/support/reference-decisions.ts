import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import type { ReferenceIdentity, ReferencePlace, ReferenceReview } from './reference-identity.ts'

export interface ReferenceSplit {
  readonly customer: number
  readonly made: number
  keys: readonly string[]
  isUndone: boolean
}

/** What a person says to a question. */
export type ReferenceAnswer =
  | { readonly say: 'merge' | 'keep-apart' | 'not-shared' }
  | { readonly say: 'split'; readonly customer: number; readonly keys: readonly string[] }

/**
 * What people decide, the plain way: to undo is to strike a link from the list, to split is to change labels. Each call
 * returns why it cannot be done, or undefined when it was.
 */
export class ReferenceDecisions {
  readonly identity: ReferenceIdentity
  readonly splits: ReferenceSplit[] = []
  readonly erased = new Set<number>()
  /** Identifiers of forgotten people, with the moment up to which events are theirs. */
  readonly forgotten = new Map<string, number>()
  /** For each decision that is not carried out yet, the customers it is about. */
  busy: number[][] = []

  constructor(identity: ReferenceIdentity) {
    this.identity = identity
  }

  /** Decides a batch of events; those of forgotten people name nobody. */
  accept(batch: readonly IdentityClaim[]): ReferencePlace[] {
    const { identity } = this
    const mergeCount = identity.merges.length
    const demotedCount = identity.demoted.length
    const places = batch.map((claim): ReferencePlace => {
      const isForgotten = (key: string) => claim.occurredAt <= (this.forgotten.get(key) ?? -1)
      const kept = claim.keys.filter((key) => !isForgotten(key))
      const { statement, ...bare } = claim
      if (kept.length === claim.keys.length) return identity.accept(claim)
      const isTheirs =
        kept.length === 0 ||
        claim.keys.some(
          (key) => isForgotten(key) && /^(phone|email|external_id|whatsapp_id|loyalty_id):/.test(key),
        )
      if (isTheirs) return { customer: null, home: null, rule: 'suppressed' }
      return identity.accept({ ...bare, keys: kept })
    })
    for (const { merged } of identity.merges.slice(mergeCount)) this.busy.push([merged])
    for (const { customer } of identity.demoted.slice(demotedCount))
      this.busy.push([identity.current(customer)])
    return places
  }

  merge(customers: readonly [number, number], survivor?: number): string | undefined {
    const unfit = this.#unfit(customers)
    if (unfit !== undefined) return unfit
    const [first, second] = customers.map((customer) => this.identity.current(customer))
    if (first === undefined || second === undefined || first === second) return 'same-customer'
    const stays = survivor === undefined ? Math.min(first, second) : this.identity.current(survivor)
    if (survivor !== undefined && this.#unfit([survivor]) !== undefined) return this.#unfit([survivor])
    if (stays !== first && stays !== second) return 'unknown-customer'
    this.#merge(stays, stays === first ? second : first, 'person')
    return undefined
  }

  undo(number: number): string | undefined {
    const { identity } = this
    const merge = identity.merges[number]
    if (merge === undefined) return 'unknown-merge'
    if (merge.isUndone) return 'merge-undone'
    const { survivor, merged, lifted } = merge
    if (this.#unfit([survivor]) !== undefined) return this.#unfit([survivor])
    if (identity.current(survivor) !== survivor) return 'survivor-merged'
    if (this.#isBusy(survivor)) return 'operation-open'
    merge.isUndone = true
    for (const [left, right] of lifted) this.#keepApart(left, right)
    this.#keepApart(survivor, merged)
    this.busy.push([survivor, merged])
    return undefined
  }

  split(customer: number, keys: readonly string[]): string | undefined {
    const { identity } = this
    if (this.#unfit([customer]) !== undefined) return this.#unfit([customer])
    const current = identity.current(customer)
    if (this.#isBusy(current)) return 'operation-open'
    if (keys.some((key) => identity.ownerOf(key) !== current)) return 'unknown-identifier'
    const stays = identity.firsts.filter(
      ({ key, home }) => identity.current(home) === current && !keys.includes(key),
    )
    if (stays.length === 0) return 'nothing-left'
    const made = identity.bornCount++
    for (const key of keys) identity.homes.set(key, made)
    for (const first of identity.firsts) if (keys.includes(first.key)) first.home = made
    this.#keepApart(current, made)
    this.splits.push({ customer: current, made, keys, isUndone: false })
    this.busy.push([current, made])
    return undefined
  }

  undoSplit(number: number): string | undefined {
    const split = this.splits[number]
    if (split === undefined) return 'unknown-split'
    if (split.isUndone) return 'split-undone'
    const { customer, made } = split
    if (this.#unfit([customer, made]) !== undefined) return this.#unfit([customer, made])
    const [stays, goes] = [this.identity.current(customer), this.identity.current(made)]
    if (stays === goes) return 'split-merged'
    this.#merge(stays, goes, 'split-undone')
    split.isUndone = true
    return undefined
  }

  answer(review: ReferenceReview, answer: ReferenceAnswer): string | undefined {
    const { identity } = this
    if (review.status !== 'open') return 'review-closed'
    const customers = [...new Set(review.customers.map((customer) => identity.current(customer)))]
    if (answer.say === 'merge') {
      if (customers.length < 2) return 'stale-decision'
      const stays = Math.min(...customers)
      for (const customer of customers) if (customer !== stays) this.#merge(stays, customer, 'person')
      review.status = 'merged'
    } else if (answer.say === 'keep-apart') {
      for (const left of customers)
        for (const right of customers) if (left < right) this.#keepApart(left, right)
      review.status = 'kept-apart'
    } else if (answer.say === 'split') {
      if (!customers.includes(identity.current(answer.customer))) return 'unknown-customer'
      const refusal = this.split(answer.customer, answer.keys)
      if (refusal !== undefined) return refusal
      review.status = 'split'
    } else {
      if (review.reason !== 'shared-identifier') return 'wrong-decision'
      for (const key of review.keys) {
        identity.shared.delete(key)
        identity.ties.delete(key)
      }
      review.status = 'not-shared'
    }
    return undefined
  }

  /** Forgets a customer and all it was made of. Identifiers that are shared stay so, for they are not the customer's alone. */
  erase(customer: number, untilMs: number): string | undefined {
    const { identity } = this
    if (this.#unfit([customer]) !== undefined) return this.#unfit([customer])
    const current = identity.current(customer)
    if (this.#isBusy(current)) return 'operation-open'
    const members = identity.members(current)
    const owned = [...identity.homes].filter(([, home]) => members.includes(home)).map(([key]) => key)
    const keys = owned.filter((key) => !identity.shared.has(key))
    for (const key of owned) identity.homes.delete(key)
    identity.firsts = identity.firsts.filter(({ home }) => !members.includes(home))
    for (const key of keys) {
      identity.ties.delete(key)
      this.forgotten.set(key, Math.max(untilMs, this.forgotten.get(key) ?? 0))
    }
    for (const [key, partners] of identity.ties) {
      identity.ties.set(
        key,
        partners.filter((partner) => !keys.includes(String(partner))),
      )
    }
    for (const review of identity.reviews) {
      if (review.customers.some((one) => members.includes(one))) {
        if (review.status === 'open') review.status = 'withdrawn'
        Object.assign(review, { subject: 'forgotten', eventKey: '', keys: [] })
      }
      if (keys.includes(review.subject.replace('identifier:', ''))) review.subject = 'forgotten'
      review.keys = review.keys.filter((key) => !keys.includes(key))
    }
    for (const merge of identity.merges) {
      if (members.includes(merge.survivor) || members.includes(merge.merged))
        Object.assign(merge, { eventKey: '', keys: [] })
      merge.keys = merge.keys.filter((key) => !keys.includes(key))
    }
    for (const split of this.splits) {
      const isAbout = members.includes(split.customer) || members.includes(split.made)
      split.keys = isAbout ? [] : split.keys.filter((key) => !keys.includes(key))
    }
    for (const member of members) this.erased.add(member)
    this.busy.push([current])
    return undefined
  }

  #merge(survivor: number, merged: number, rule: string): void {
    const { identity } = this
    const isAcross = ([one, other]: readonly [number, number]) => {
      const ends = [identity.current(one), identity.current(other)]
      return ends.includes(survivor) && ends.includes(merged)
    }
    const lifted = identity.apart.filter(isAcross)
    identity.apart = identity.apart.filter((pair) => !lifted.includes(pair))
    identity.merges.push({ survivor, merged, rule, eventKey: '', keys: [], lifted, isUndone: false })
    identity.withdrawAnswered()
    this.busy.push([merged])
  }

  #keepApart(left: number, right: number): void {
    const isSame = (pair: readonly number[]) => pair.includes(left) && pair.includes(right)
    for (const merge of this.identity.merges) merge.lifted = merge.lifted.filter((pair) => !isSame(pair))
    if (!this.identity.apart.some(isSame)) this.identity.apart.push([left, right])
  }

  #unfit(customers: readonly number[]): string | undefined {
    for (const customer of customers) {
      if (customer >= this.identity.bornCount) return 'unknown-customer'
      if (this.erased.has(this.identity.current(customer))) return 'erased-customer'
    }
    return undefined
  }

  #isBusy(customer: number): boolean {
    const members = this.identity.members(customer)
    return this.busy.some((customers) => customers.some((one) => members.includes(one)))
  }
}
