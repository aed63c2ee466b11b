import { describe, expect, it } from 'vitest'
import { initialState, mostShown, nextState } from '#app/events/stream-state.ts'
import type { LiveEvent, LiveMessage } from '#shared/contracts/streaming.ts'

const everything = { name: '', source: '' }

function event(id: string, changes: Partial<LiveEvent> = {}): LiveEvent {
  return {
    id,
    source: 'tracking/web',
    name: 'Product Viewed',
    kind: 'track',
    channel: 'web',
    occurredAt: '2026-11-21T10:00:00.000Z',
    receivedAt: '2026-11-21T10:00:01.000Z',
    customerId: null,
    amount: null,
    ...changes,
  }
}

function message(sequence: number, ...events: LiveEvent[]): LiveMessage {
  return { sequence, kind: 'events', sentAt: '2026-11-21T10:00:02.000Z', events, omittedCount: 0 }
}

const idsOf = (events: readonly LiveEvent[]) => events.map((entry) => entry.id)

describe('the event stream', () => {
  it('puts new events on top, newest first, and marks them as new', () => {
    const state = nextState(initialState([event('a')], 1), {
      kind: 'message',
      message: message(2, event('b'), event('c', { receivedAt: '2026-11-21T10:00:09.000Z' })),
      filter: everything,
    })
    expect(idsOf(state.events)).toEqual(['c', 'b', 'a'])
    expect([...state.newKeys]).toEqual(['tracking/web c', 'tracking/web b'])
    expect(state.receivedCount).toBe(2)
  })

  it('shows an event once, even when a reconnect sends it again', () => {
    const start = initialState([event('a')], 1)
    const again = nextState(start, { kind: 'message', message: message(1, event('z')), filter: everything })
    expect(again).toBe(start)
    const same = nextState(start, { kind: 'message', message: message(2, event('a')), filter: everything })
    expect(idsOf(same.events)).toEqual(['a'])
  })

  it('tells apart two sources that use the same id', () => {
    const state = nextState(initialState([event('1')], 1), {
      kind: 'message',
      message: message(2, event('1', { source: 'pos/store-1' })),
      filter: everything,
    })
    expect(state.events).toHaveLength(2)
  })

  it('keeps only what the filter asks for, and still goes on after what it left out', () => {
    const state = nextState(initialState([], 1), {
      kind: 'message',
      message: message(2, event('a'), event('b', { name: 'Order Completed' })),
      filter: { name: 'Order Completed', source: '' },
    })
    expect(idsOf(state.events)).toEqual(['b'])
    expect(state.sequence).toBe(2)
  })

  it('lets events wait while paused and shows them all on resume', () => {
    const paused = nextState(initialState([event('a')], 1), { kind: 'pause' })
    const waiting = nextState(paused, {
      kind: 'message',
      message: message(2, event('b')),
      filter: everything,
    })
    expect(idsOf(waiting.events)).toEqual(['a'])
    expect(idsOf(waiting.waiting)).toEqual(['b'])
    const resumed = nextState(waiting, { kind: 'resume' })
    expect(idsOf(resumed.events)).toEqual(['b', 'a'])
    expect(resumed.waiting).toEqual([])
  })

  it('does not grow for ever', () => {
    const many = Array.from({ length: mostShown + 50 }, (_, index) => event(`e${index}`))
    const state = nextState(initialState([event('a')], 1), {
      kind: 'message',
      message: message(2, ...many),
      filter: everything,
    })
    expect(state.events).toHaveLength(mostShown)
  })
})
