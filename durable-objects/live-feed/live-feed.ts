import { DurableObject } from 'cloudflare:workers'
import type { LiveEvent, LiveMessage } from '#shared/contracts/streaming.ts'
import { durableObjectSql } from '../sql/durable-object-sql.ts'
import { LiveFeedStore } from './live-feed-store.ts'

/**
 * A tenant's live view: keeps the latest processed events and sends new ones to every open WebSocket. Sockets
 * hibernate, so an idle dashboard costs nothing. Objects are named `<tenant>:live-feed`.
 */
export class LiveFeed extends DurableObject {
  readonly #store: LiveFeedStore

  constructor(state: DurableObjectState, env: object) {
    super(state, env)
    this.#store = new LiveFeedStore(durableObjectSql(state.storage))
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))
  }

  /** Keeps the events and sends them to whoever is watching. A repeat is shown twice; it is a view, not a count. */
  publish(events: LiveEvent[], omittedCount: number): void {
    const message = this.#store.add(events, omittedCount, Date.now())
    const text = JSON.stringify(message)
    for (const socket of this.ctx.getWebSockets()) {
      try {
        socket.send(text)
      } catch {
        socket.close(1011, 'cannot be reached')
      }
    }
  }

  /** Messages after `since`, oldest first, as far back as they are kept. */
  messagesSince(since: number): LiveMessage[] {
    return this.#store.since(since)
  }

  /** Takes customers out of the feed for good; tells how many events of theirs it has, or had. */
  forget(customerIds: string[]): number {
    return this.#store.forget(customerIds)
  }

  /** Opens a WebSocket: first come the messages after `?since=`, then new ones as they happen. */
  override fetch(request: Request): Response {
    const since = new URL(request.url).searchParams.get('since')
    const { 0: client, 1: server } = new WebSocketPair()
    this.ctx.acceptWebSocket(server)
    if (since !== null) {
      for (const message of this.#store.since(Number(since))) server.send(JSON.stringify(message))
    }
    return new Response(null, { status: 101, webSocket: client })
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
