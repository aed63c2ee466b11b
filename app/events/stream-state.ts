import type { LiveEvent, LiveMessage } from '#shared/contracts/streaming.ts'

/** Which events one wants to see; an empty text means all. */
export interface EventFilter {
  readonly name: string
  readonly source: string
}

/** What the event stream shows: newest first, and what waits while it is paused. */
export interface StreamState {
  readonly events: readonly LiveEvent[]
  readonly waiting: readonly LiveEvent[]
  readonly isPaused: boolean
  /** The last message taken; a new connection goes on after it. */
  readonly sequence: number
  /** Events that came in after the page was loaded, by key. */
  readonly newKeys: ReadonlySet<string>
  /** How many came in since the page was loaded, shown or not yet. */
  readonly receivedCount: number
}

export type StreamAction =
  | { kind: 'message'; message: LiveMessage; filter: EventFilter }
  | { kind: 'pause' }
  | { kind: 'resume' }

/** Most rows kept; a page that grows for ever helps nobody. */
export const mostShown = 200

/** (source, id) names an event. */
export function keyOf(event: Pick<LiveEvent, 'source' | 'id'>): string {
  return `${event.source} ${event.id}`
}

export function initialState(events: readonly LiveEvent[], sequence: number): StreamState {
  return { events, waiting: [], isPaused: false, sequence, newKeys: new Set(), receivedCount: 0 }
}

/** The state after something happened. A message or event that came before changes nothing. */
export function nextState(state: StreamState, action: StreamAction): StreamState {
  switch (action.kind) {
    case 'pause':
      return { ...state, isPaused: true }
    case 'resume':
      return { ...show(state, state.waiting), waiting: [], isPaused: false }
    case 'message': {
      const { message, filter } = action
      if (message.sequence <= state.sequence) return state
      const known = new Set([...state.events, ...state.waiting].map(keyOf))
      const fresh = message.events
        .filter((event) => fits(event, filter) && !known.has(keyOf(event)))
        .toSorted((left, right) => right.receivedAt.localeCompare(left.receivedAt))
      const taken = {
        ...state,
        sequence: message.sequence,
        receivedCount: state.receivedCount + fresh.length,
      }
      return state.isPaused
        ? { ...taken, waiting: [...fresh, ...state.waiting].slice(0, mostShown) }
        : show(taken, fresh)
    }
  }
}

function show(state: StreamState, fresh: readonly LiveEvent[]): StreamState {
  return {
    ...state,
    events: [...fresh, ...state.events].slice(0, mostShown),
    newKeys: new Set(fresh.map(keyOf)),
  }
}

function fits(event: LiveEvent, filter: EventFilter): boolean {
  return (
    (filter.name === '' || event.name === filter.name) &&
    (filter.source === '' || event.source === filter.source)
  )
}
