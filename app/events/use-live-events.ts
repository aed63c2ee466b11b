import { useEffect, useReducer, useRef, useState } from 'react'
import type { EventList } from '#shared/contracts/streaming.ts'
import { readLiveMessage } from './read-live-message.ts'
import { retryDelayMs } from './retry-delay.ts'
import { type EventFilter, initialState, nextState, type StreamState } from './stream-state.ts'

export type Connection = 'connecting' | 'live' | 'lost'

interface LiveEvents extends StreamState {
  connection: Connection
  pause(): void
  resume(): void
}

/**
 * The event stream of a loaded page, kept up to date over the WebSocket. A lost connection is taken up again where it
 * broke off, less and less often; the list loaded with the page stays in any case.
 */
export function useLiveEvents(start: EventList, filter: EventFilter): LiveEvents {
  const [state, dispatch] = useReducer(nextState, undefined, () => initialState(start.events, start.sequence))
  const [connection, setConnection] = useState<Connection>('connecting')
  const sequence = useRef(state.sequence)
  sequence.current = state.sequence
  const { name, source } = filter

  useEffect(() => {
    let socket: WebSocket | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let failedCount = 0
    let isOver = false
    const connect = () => {
      const url = new URL(`/v1/live?since=${sequence.current}`, window.location.href)
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
      socket = new WebSocket(url)
      socket.onopen = () => {
        failedCount = 0
        setConnection('live')
      }
      socket.onmessage = (event) => {
        const message = readLiveMessage(event.data)
        if (message !== undefined) dispatch({ kind: 'message', message, filter: { name, source } })
      }
      socket.onclose = () => {
        if (isOver) return
        failedCount += 1
        setConnection('lost')
        timer = setTimeout(connect, retryDelayMs(failedCount))
      }
    }
    connect()
    return () => {
      isOver = true
      clearTimeout(timer)
      socket?.close()
    }
  }, [name, source])

  return {
    ...state,
    connection,
    pause: () => dispatch({ kind: 'pause' }),
    resume: () => dispatch({ kind: 'resume' }),
  }
}
