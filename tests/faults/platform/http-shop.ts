import { setTimeout as sleep } from 'node:timers/promises'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { MergeList, SplitList } from '#shared/contracts/identity.ts'
import { type SentEvent, trackingCall } from '../shop/sent-event.ts'
import { type Decision, insist, type Shop } from '../shop/shop.ts'
import type { BreakablePlatform } from './breakable-platform.ts'

const pauseMs = 25
/** A call to a platform that was killed meanwhile may never be answered. */
const answerWithinMs = 15_000

/** A shop that talks to a running platform through its doors, as anybody does; nobody promises it an answer. */
export class HttpShop implements Shop {
  readonly #platform: BreakablePlatform
  readonly patience = 4_000
  #lastRefusal = 'none'

  constructor(platform: BreakablePlatform) {
    this.#platform = platform
  }

  get lastRefusal(): string {
    return this.#lastRefusal
  }

  async accept(events: readonly SentEvent[]): Promise<void> {
    const body = JSON.stringify({ batch: events.map(trackingCall) })
    const authorization = `Basic ${btoa(`${demoCredentials.writeKey}:`)}`
    await insist(this, `${events.length} events are accepted`, async () => {
      const answer = await this.#call('/v1/batch', { method: 'POST', body, headers: { authorization } })
      return answer !== undefined
    })
  }

  async ownerOf(key: string): Promise<string | null> {
    const owners = await this.#get<Record<string, string>>('/faults/owners', {
      method: 'POST',
      body: JSON.stringify([key]),
    })
    return owners[key] ?? null
  }

  async decide(decision: Decision): Promise<void> {
    switch (decision.kind) {
      case 'merge': {
        const { customerIds } = decision
        await this.#post('/v1/merges', { customerIds, survivorId: customerIds[0] })
        break
      }
      case 'undo-merge': {
        const pair = new Set(decision.customerIds)
        const list = await this.#get<MergeList>(
          `/v1/merges?status=standing&customerId=${decision.customerIds[0]}`,
        )
        const merge = list.merges.find((each) => pair.has(each.survivorId) && pair.has(each.mergedId))
        if (merge !== undefined) await this.#post(`/v1/merges/${merge.mergeId}/undo`, {})
        break
      }
      case 'split':
        await this.#post(`/v1/customers/${decision.customerId}/splits`, { identifiers: decision.keys })
        break
      case 'undo-split': {
        const [, newCustomerId] = decision.customerIds
        const list = await this.#get<SplitList>(`/v1/splits?customerId=${newCustomerId}`)
        const split = list.splits.find(
          (each) => each.newCustomerId === newCustomerId && each.undoneAt === null,
        )
        if (split !== undefined) await this.#post(`/v1/splits/${split.splitId}/undo`, {})
        break
      }
      case 'erase':
        await this.#post('/v1/privacy/erasures', { customerId: decision.customerId })
    }
  }

  async pause(): Promise<void> {
    await sleep(pauseMs)
  }

  async settled(): Promise<void> {
    await insist(this, 'everything is settled', async () => {
      const status = await this.#get<{ accepted: number; settled: number; quarantined: number }>(
        '/v1/streaming/stream/status',
      )
      if (status.accepted !== status.settled + status.quarantined) return false
      const work = await this.#get<{
        operations: unknown[]
        records: { merges: unknown[]; reviews: unknown[]; splits: unknown[] }
      }>('/faults/open-work')
      const { merges, reviews, splits } = work.records
      return work.operations.length + merges.length + reviews.length + splits.length === 0
    })
  }

  /** Asks until there is an answer. */
  async #get<Body>(path: string, init: RequestInit = {}): Promise<Body> {
    let body: Body | undefined
    await insist(this, `${path} is answered`, async () => {
      body = (await this.#call(path, init)) as Body | undefined
      return body !== undefined
    })
    return body as Body
  }

  async #post(path: string, body: object): Promise<void> {
    await this.#call(path, { method: 'POST', body: JSON.stringify(body) })
  }

  /** The parsed answer; undefined when there was none, or none that says yes. */
  async #call(path: string, init: RequestInit): Promise<unknown> {
    const headers = {
      authorization: `Bearer ${demoCredentials.apiKey}`,
      'content-type': 'application/json',
      ...init.headers,
    }
    try {
      const signal = AbortSignal.timeout(answerWithinMs)
      const response = await fetch(`${await this.#platform.apiUrl()}${path}`, { ...init, headers, signal })
      const text = await response.text()
      if (response.ok) return JSON.parse(text)
      this.#lastRefusal = `${path} was answered ${response.status}: ${text}`
    } catch (error) {
      this.#lastRefusal = `${path} was not answered: ${error}`
    }
    return undefined
  }
}
