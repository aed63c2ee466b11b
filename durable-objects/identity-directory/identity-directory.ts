import { DurableObject } from 'cloudflare:workers'
import type { MergeRecord, ResolveReply } from '#shared/identity/decision-records.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { IdentityClaim } from '#shared/identity/resolve.ts'
import { durableObjectSql } from '../sql/durable-object-sql.ts'
import { IdentityDirectoryStore } from './identity-directory-store.ts'

/**
 * Who owns which identifier, for one tenant. It is the only writer of identity: every decision is made here, one
 * after the other, a batch of events in one synchronous turn. Objects are named `<tenant>:identity-directory`.
 */
export class IdentityDirectory extends DurableObject {
  readonly #store: IdentityDirectoryStore

  constructor(state: DurableObjectState, env: object) {
    super(state, env)
    this.#store = new IdentityDirectoryStore(durableObjectSql(state.storage), Math.random)
  }

  /**
   * Takes a list of claims and gives a ResolveReply, both as JSON text: handed over as objects, they would take as long
   * as the decisions themselves.
   */
  resolve(claimsJson: string): string {
    const claims: IdentityClaim[] = JSON.parse(claimsJson)
    const reply: ResolveReply = this.#store.resolve(claims, Date.now())
    return JSON.stringify(reply)
  }

  find(keys: IdentifierKey[]): Map<IdentifierKey, string> {
    return this.#store.find(keys)
  }

  currentCustomerId(customerId: string): string {
    return this.#store.currentCustomerId(customerId)
  }

  mergesInto(customerId: string): MergeRecord[] {
    return this.#store.mergesInto(customerId)
  }

  completeMerges(mergeIds: string[]): void {
    this.#store.completeMerges(mergeIds)
  }
}
