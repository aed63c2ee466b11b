import { DurableObject } from 'cloudflare:workers'
import type { LiveKind } from '#shared/access/live-kinds.ts'
import type {
  AnyLiveMessage,
  LiveEvent,
  LiveForecastMessage,
  LiveMessage,
  LivePredictions,
} from '#shared/contracts/streaming.ts'
import { durableObjectSql } from '../sql/durable-object-sql.ts'
import { LiveFeedStore } from './live-feed-store.ts'
import { credentialEndedCode, readLiveSocketHeaders } from './live-socket-headers.ts'

/** A Worker hears of an ended credential within five seconds. */
const hearsayMs = 6_000
const everybody = '*'

/**
 * A tenant's live view: keeps the latest processed events and changes of predictions, and sends new ones to every open
 * WebSocket. Sockets hibernate, so an idle dashboard costs nothing. Objects are named `<tenant>:live-feed`.
 */
export class LiveFeed extends DurableObject {
  readonly #store: LiveFeedStore
  /** Whose sockets were ended a moment ago, and until when a late one of theirs is ended as well. */
  readonly #ended = new Map<string, number>()

  constructor(state: DurableObjectState, env: object) {
    super(state, env)
    this.#store = new LiveFeedStore(durableObjectSql(state.storage))
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))
  }

  /** Keeps the events and sends them to whoever is watching. A repeat is shown twice; it is a view, not a count. */
  publish(events: LiveEvent[], omittedCount: number): void {
    this.#send(this.#store.add(events, omittedCount, Date.now()))
  }

  /** The same with changes of predictions; one that was told before is not told again. */
  publishPredictions(told: LivePredictions): void {
    const message = this.#store.addPredictions(told, Date.now())
    if (message !== undefined) this.#send(message)
  }

  /** The same with what a run of forecasts noticed about sales; a run that was told before is not told again. */
  publishForecastAlerts(runId: string, alerts: LiveForecastMessage['alerts']): void {
    const message = this.#store.addForecastAlerts(runId, alerts, Date.now())
    if (message !== undefined) this.#send(message)
  }

  #send(message: AnyLiveMessage): void {
    const text = JSON.stringify(message)
    for (const socket of this.ctx.getWebSockets(kindTag(message.kind))) {
      try {
        socket.send(text)
      } catch {
        socket.close(1011, 'cannot be reached')
      }
    }
  }

  /** Messages with events, oldest first, as far back as they are kept, and the number of the last message of any kind. */
  eventMessages(): { messages: LiveMessage[]; sequence: number } {
    return { messages: this.#store.eventMessages(), sequence: this.#store.lastSequence }
  }

  /** Takes back what was told of predictions of customers who are not to be profiled any more. */
  takeBackPredictions(customerIds: string[]): void {
    this.#store.takeBackPredictions(customerIds)
  }

  /** Takes back changes that were undone while they were being told. */
  takeBackChanges(changeIds: string[]): void {
    this.#store.takeBackChanges(changeIds)
  }

  /** Takes customers out of the feed for good; tells how many events of theirs it has, or had. */
  forget(customerIds: string[]): number {
    return this.#store.forget(customerIds)
  }

  /**
   * Opens a WebSocket: first come the messages after `?since=`, then new ones as they happen. The request says whose
   * credential it was opened with, when that ends, in epoch ms, and which kinds it may hear: see {@link liveSocketHeaders}.
   */
  override async fetch(request: Request): Promise<Response> {
    const since = new URL(request.url).searchParams.get('since')
    const { holder, endsAtMs, kinds } = readLiveSocketHeaders(request.headers)
    const { 0: client, 1: server } = new WebSocketPair()
    this.ctx.acceptWebSocket(server, [holder, ...kinds.map(kindTag)])
    server.serializeAttachment(endsAtMs)
    if (this.#wasEnded(holder)) {
      server.close(credentialEndedCode, 'the credential is no longer good')
      return new Response(null, { status: 101, webSocket: client })
    }
    await this.#wakeAt(endsAtMs)
    if (since !== null) {
      for (const message of this.#store.since(Number(since), kinds)) server.send(JSON.stringify(message))
    }
    return new Response(null, { status: 101, webSocket: client })
  }

  /** Ends the sockets that were opened with these credentials, or all. A Worker may not have heard of it: for some seconds, new ones end too. */
  endSockets(holders: string[] | 'all'): void {
    const untilMs = Date.now() + hearsayMs
    for (const [holder, endedUntilMs] of this.#ended)
      if (endedUntilMs < Date.now()) this.#ended.delete(holder)
    for (const holder of holders === 'all' ? [everybody] : holders) this.#ended.set(holder, untilMs)
    const sockets =
      holders === 'all'
        ? this.ctx.getWebSockets()
        : holders.flatMap((holder) => this.ctx.getWebSockets(holder))
    for (const socket of sockets) socket.close(credentialEndedCode, 'the credential is no longer good')
  }

  /** Ends the sockets whose time is over. */
  override async alarm(): Promise<void> {
    const nowMs = Date.now()
    let nextMs = Number.POSITIVE_INFINITY
    for (const socket of this.ctx.getWebSockets()) {
      const endsAtMs = Number(socket.deserializeAttachment())
      if (endsAtMs <= nowMs) socket.close(credentialEndedCode, 'the credential is no longer good')
      else nextMs = Math.min(nextMs, endsAtMs)
    }
    if (nextMs < Number.POSITIVE_INFINITY) await this.#wakeAt(nextMs)
  }

  async #wakeAt(atMs: number): Promise<void> {
    const setMs = await this.ctx.storage.getAlarm()
    if (setMs === null || setMs > atMs) await this.ctx.storage.setAlarm(atMs)
  }

  #wasEnded(holder: string): boolean {
    const nowMs = Date.now()
    return [holder, everybody].some((each) => (this.#ended.get(each) ?? 0) > nowMs)
  }

  override webSocketMessage(socket: WebSocket): void {
    socket.close(1008, 'this feed only speaks')
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    // 1005 and 1006 may be received but must not be sent.
    socket.close(code === 1005 || code === 1006 ? 1000 : code)
  }

  /** Deletes everything, for good: its tenant is being deleted. */
  async empty(): Promise<void> {
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
  }
}

/** Marks the sockets that hear of a kind; no holder is called so. */
function kindTag(kind: LiveKind): string {
  return `kind:${kind}`
}
