import { DurableObject } from 'cloudflare:workers'
import type { IdentityTable, ProjectedRecords, ProposedMatch } from '#shared/identity/decision-records.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import type { IdentityRules } from '#shared/identity/identity-rules.ts'
import { keyedHashes } from '#shared/identity/keyed-hashes.ts'
import { errorReport } from '#shared/kernel/error-report.ts'
import { parseIdentityDirectoryName } from '#shared/tenants/object-names.ts'
import { durableObjectSql } from '../sql/durable-object-sql.ts'
import { decidedIdentity } from './decided-identity.ts'
import {
  type EraseRequest,
  eraseCustomer,
  forgetLate,
  keysToForget,
  type LateIdentifiers,
  lateKeys,
} from './erase-customer.ts'
import {
  IdentityDecisions,
  type MergeRequest,
  type ReviewDecisionRequest,
  type SplitRequest,
  type UndoMergeRequest,
  type UndoSplitRequest,
} from './identity-decisions.ts'
import { IdentityDirectoryStore } from './identity-directory-store.ts'
import { sideOfMerge } from './side-of-merge.ts'
import { type IdentifierHashes, screenedKeys } from './suppressed-identifiers.ts'
import { unknownAmong } from './unknown-records.ts'
import { type WithdrawRequest, withdrawEvents } from './withdraw-events.ts'

/** What the directory is given by the Worker it runs in. */
export interface IdentityDirectoryEnv {
  readonly JOBS_QUEUE: Queue<{ version: 1; kind: 'settle-identity'; tenantId: string }>
  readonly RESEND_AFTER_MS: string
}

/** So many pairs are told at once; one reply has to cross the object border. */
const toldPairs = 100_000

/**
 * Who owns which identifier, for one tenant. It is the only writer of identity: every decision is made here, one
 * after the other, each in one synchronous turn. Objects are named `<tenant>:identity-directory`.
 *
 * What is not flat crosses the border as JSON text: handed over as objects, a batch would take as long as its decisions.
 */
export class IdentityDirectory extends DurableObject<IdentityDirectoryEnv> {
  readonly #store: IdentityDirectoryStore
  readonly #decisions: IdentityDecisions
  #hasAlarm = false

  constructor(state: DurableObjectState, env: IdentityDirectoryEnv) {
    super(state, env)
    this.#store = new IdentityDirectoryStore(durableObjectSql(state.storage), Math.random)
    this.#decisions = new IdentityDecisions(this.#store)
    if (this.#hasWork()) state.waitUntil(this.#armAlarm())
  }

  /** Takes a list of claims and the tenant's rules; gives a ResolveReply. */
  async resolve(claimsJson: string, rules: IdentityRules): Promise<string> {
    const claims: IdentityClaim[] = JSON.parse(claimsJson)
    // Hashing waits, so it is done before the turn; should somebody be forgotten meanwhile, it is done once more.
    let hashes: IdentifierHashes = new Map()
    while (
      !this.#store.suppressed.isEmpty &&
      hashes.size === 0 &&
      claims.some(({ keys }) => keys.length > 0)
    ) {
      hashes = await this.#hash(claims.flatMap(screenedKeys))
    }
    const reply = this.#store.resolve(claims, rules, Date.now(), hashes)
    if (reply.operations.length > 0) await this.#armAlarm()
    return JSON.stringify(reply)
  }

  find(keys: IdentifierKey[]): Map<IdentifierKey, string> {
    return this.#store.find(keys)
  }

  /** The customer an id stands for now; null for one that is not known, or was erased. */
  currentCustomerId(customerId: string): string | null {
    return this.#store.currentCustomerId(customerId)
  }

  /** The same for several, in their order. */
  currentCustomerIds(customerIds: string[]): (string | null)[] {
    return this.#store.currentCustomerIds(customerIds)
  }

  /** A CustomerCluster, or null. */
  cluster(customerId: string): string {
    return JSON.stringify(this.#store.cluster(customerId) ?? null)
  }

  merge(mergeId: string): string {
    return JSON.stringify(this.#store.merges.find(mergeId) ?? null)
  }

  /** How many merges stand that these events brought about. */
  countMergesBy(eventKeys: string[]): number {
    return this.#store.merges.countStandingBy(eventKeys)
  }

  review(reviewId: string): string {
    return JSON.stringify(this.#store.reviews.find(reviewId) ?? null)
  }

  /** EventPlaces for lists of events' identifiers. */
  placesOfEvents(keysJson: string): string {
    const { lastOperation: decidedUpTo } = this.#store.operations
    return JSON.stringify({ decidedUpTo, places: this.#store.placesOfEvents(JSON.parse(keysJson)) })
  }

  /** For each list of an event's identifiers: the side it would go to if the merge were undone now, or null. */
  homeSides(keysJson: string, mergeId: string): string {
    return JSON.stringify(sideOfMerge(this.#store, JSON.parse(keysJson), mergeId))
  }

  /** A DecidedIdentity: where dry runs begin. */
  decidedIdentity(): string {
    return JSON.stringify(decidedIdentity(this.#store))
  }

  openWork(): string {
    return JSON.stringify(this.#store.openWork())
  }

  completeWork(operations: number[], projected: ProjectedRecords): void {
    this.#store.completeWork(operations, projected)
  }

  mergeCustomers(requestJson: string): Promise<string> {
    return this.#decided<MergeRequest>(requestJson, (request) =>
      this.#decisions.mergeCustomers(request, Date.now()),
    )
  }

  undoMerge(requestJson: string): Promise<string> {
    return this.#decided<UndoMergeRequest>(requestJson, (request) =>
      this.#decisions.undoMerge(request, Date.now()),
    )
  }

  splitCustomer(requestJson: string): Promise<string> {
    return this.#decided<SplitRequest>(requestJson, (request) =>
      this.#decisions.splitCustomer(request, Date.now()),
    )
  }

  undoSplit(requestJson: string): Promise<string> {
    return this.#decided<UndoSplitRequest>(requestJson, (request) =>
      this.#decisions.undoSplit(request, Date.now()),
    )
  }

  decideReview(requestJson: string): Promise<string> {
    return this.#decided<ReviewDecisionRequest>(requestJson, (request) =>
      this.#decisions.decideReview(request, Date.now()),
    )
  }

  assignReview(requestJson: string): Promise<string> {
    return this.#decided<{ reviewId: string; assignedTo: string | null; by: string }>(
      requestJson,
      ({ reviewId, assignedTo, by }) => this.#decisions.assignReview(reviewId, assignedTo, by, Date.now()),
    )
  }

  /** Pairs of customers that are kept apart, each as one text (pairKey); for the matcher, which must not bring them up. */
  keptApartPairs(): string {
    return JSON.stringify([...this.#store.customers.allKeptApart(toldPairs)])
  }

  proposeMatches(proposalsJson: string, rules: IdentityRules): Promise<string> {
    return this.#decided<ProposedMatch[]>(proposalsJson, (proposals) =>
      this.#decisions.proposeMatches(proposals, rules, Date.now()),
    )
  }

  /** Forgets a customer here, and opens the work of forgetting it elsewhere. */
  async eraseCustomer(requestJson: string): Promise<string> {
    const request: EraseRequest = JSON.parse(requestJson)
    const hashes = await this.#hash(keysToForget(this.#store, request))
    const outcome = eraseCustomer(this.#store, request, hashes, Date.now())
    if (this.#hasWork()) await this.#armAlarm()
    return JSON.stringify(outcome)
  }

  /** Takes back what events have made of customers, and opens the work of taking them out of these; takes WithdrawRequests. */
  async withdrawEvents(requestsJson: string, rules: IdentityRules): Promise<string> {
    const requests: WithdrawRequest[] = JSON.parse(requestsJson)
    const hashes = this.#store.suppressed.isEmpty
      ? new Map()
      : await this.#hash(requests.flatMap(({ left }) => left.flatMap(({ claim }) => screenedKeys(claim))))
    const outcomes = withdrawEvents(this.#store, requests, rules, hashes, Date.now())
    if (this.#hasWork()) await this.#armAlarm()
    return JSON.stringify(outcomes)
  }

  /** Forgets what an erased customer's events turned out to carry; takes LateIdentifiers. */
  async forgetIdentifiers(lateJson: string): Promise<void> {
    const late: LateIdentifiers = JSON.parse(lateJson)
    forgetLate(this.#store, late, await this.#hash(lateKeys(this.#store, late)))
  }

  /** Whether one of these identifiers is of somebody who is not to be known, as of a moment (UTC epoch ms). */
  async isSuppressed(keys: IdentifierKey[], atMs: number): Promise<boolean> {
    const claim: IdentityClaim = { eventKey: '', occurredAt: atMs, keys }
    const screened = this.#store.suppressed.screen([claim], await this.#hash(keys))
    return screened.some(({ isSuppressed }) => isSuppressed)
  }

  isAnybodyForgotten(): boolean {
    return !this.#store.suppressed.isEmpty
  }

  /** Those of the identifiers that are of forgotten people. Who has come back since is known again. */
  async forgottenAmong(keys: IdentifierKey[]): Promise<IdentifierKey[]> {
    if (this.#store.suppressed.isEmpty) return []
    return this.#store.forgottenAmong(keys, await this.#hash(keys))
  }

  /** For each claim (a list as JSON), whether it is of somebody who is not to be known. */
  async areSuppressed(claimsJson: string): Promise<boolean[]> {
    const claims: IdentityClaim[] = JSON.parse(claimsJson)
    if (this.#store.suppressed.isEmpty) return claims.map(() => false)
    const screened = this.#store.suppressed.screen(claims, await this.#hash(claims.flatMap(screenedKeys)))
    return screened.map(({ isSuppressed }) => isSuppressed)
  }

  /** The next customers in the order of their ids, with when they were erased. */
  customersAfter(customerId: string, limit: number): { customerId: string; erasedAtMs: number | null }[] {
    return this.#store.customers.after(customerId, limit)
  }

  /** IdentityRecords: the next ones of each kind, projected before or not. */
  recordsAfter(mergeId: string, reviewId: string, splitId: string, limit: number): string {
    const { merges, reviews, splits } = this.#store
    return JSON.stringify({
      merges: merges.after(mergeId, limit),
      reviews: reviews.after(reviewId, limit),
      splits: splits.after(splitId, limit),
    })
  }

  /** EraseOperations: the next erasures after one, carried out or not. */
  erasuresAfter(operation: number, limit: number): string {
    return JSON.stringify(this.#store.operations.erasuresAfter(operation, limit))
  }

  unknownAmong(table: IdentityTable, ids: string[]): string[] {
    return unknownAmong(this.#store.sql, table, ids)
  }

  /** Lets identifiers of forgotten people be taken again, because they come back of their own will. */
  async liftSuppression(keys: IdentifierKey[]): Promise<void> {
    this.#store.suppressed.lift([...(await this.#hash(keys)).values()])
  }

  /** The watchdog: has work done that whoever decided it left undone. It must never throw, or it dies. */
  override async alarm(): Promise<void> {
    this.#hasAlarm = false
    try {
      const tenantId = parseIdentityDirectoryName(this.ctx.id.name ?? '')
      if (tenantId === undefined) throw new Error('the directory does not know its name')
      if (this.#hasWork()) await this.env.JOBS_QUEUE.send({ version: 1, kind: 'settle-identity', tenantId })
    } catch (error) {
      // biome-ignore lint/suspicious/noConsole: an alarm has nobody else to tell
      console.error(
        JSON.stringify({ level: 'error', object: this.ctx.id.name, at: 'alarm', ...errorReport(error) }),
      )
    }
    if (this.#hasWork()) await this.#armAlarm()
  }

  async #decided<Request>(requestJson: string, decide: (request: Request) => unknown): Promise<string> {
    const outcome = decide(JSON.parse(requestJson))
    if (this.#hasWork()) await this.#armAlarm()
    return JSON.stringify(outcome)
  }

  #hasWork(): boolean {
    const { operations, records } = this.#store.openWork()
    return operations.length + records.merges.length + records.reviews.length + records.splits.length > 0
  }

  async #hash(keys: readonly IdentifierKey[]): Promise<IdentifierHashes> {
    const secret = this.#store.suppressed.secret(`${crypto.randomUUID()}${crypto.randomUUID()}`)
    return keyedHashes(keys, secret)
  }

  async #armAlarm(): Promise<void> {
    if (this.#hasAlarm) return
    this.#hasAlarm = true
    if ((await this.ctx.storage.getAlarm()) === null) {
      await this.ctx.storage.setAlarm(Date.now() + Number(this.env.RESEND_AFTER_MS))
    }
  }

  /** Deletes everything, for good: its tenant is being deleted. */
  async empty(): Promise<void> {
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
  }
}
