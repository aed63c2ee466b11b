import { describe, expect, it } from 'vitest'
import { addConsents, type Consents, consentsInForce } from '#shared/customers/consents.ts'
import type { ConsentStatement } from '#shared/events/event.ts'
import { newEvent, testTimeMs } from '#tests/support/new-event.ts'

type Said = [second: number, side: string, statement: ConsentStatement]

function heard(...all: Said[]): Consents {
  return all.reduce<Consents>((consents, [second, side, statement], index) => {
    const event = newEvent({
      id: `event-${index}`,
      occurredAt: testTimeMs + second * 1000,
      consents: [statement],
    })
    return addConsents(consents, event, side)
  }, {})
}

const mail = (isGranted: boolean): ConsentStatement => ({ purpose: 'marketing', channel: 'email', isGranted })
const all = (isGranted: boolean): ConsentStatement => ({ purpose: 'marketing', isGranted })

describe('consentsInForce', () => {
  it.each<[string, Said[], Record<string, boolean>]>([
    ['nothing said', [], {}],
    [
      'the newest word of one side',
      [
        [2, 'a', mail(true)],
        [1, 'a', mail(false)],
      ],
      { email: true },
    ],
    [
      'a refusal beats a consent of the same moment',
      [
        [1, 'a', mail(false)],
        [1, 'a', mail(true)],
      ],
      { email: false },
    ],
    [
      'an older refusal of the other side still holds',
      [
        [1, 'a', mail(false)],
        [2, 'b', mail(true)],
      ],
      { email: false },
    ],
    [
      'both sides allow',
      [
        [1, 'a', mail(true)],
        [2, 'b', mail(true)],
      ],
      { email: true },
    ],
    [
      'all channels taken back later',
      [
        [1, 'a', mail(true)],
        [2, 'a', all(false)],
      ],
      { all: false, email: false },
    ],
    [
      'one channel allowed again',
      [
        [1, 'a', all(false)],
        [2, 'a', mail(true)],
      ],
      { all: false, email: true },
    ],
    [
      'the other side refused all',
      [
        [1, 'a', all(false)],
        [2, 'b', mail(true)],
      ],
      { all: false, email: false },
    ],
  ])('%s', (_, said, expected) => {
    const found = consentsInForce(heard(...said)).map(({ channel, isGranted }) => [
      channel ?? 'all',
      isGranted,
    ])
    expect(Object.fromEntries(found)).toEqual(expected)
  })

  it('tells since when and from which source the deciding word is', () => {
    const consents = heard([1, 'a', mail(false)], [2, 'b', mail(true)])
    expect(consentsInForce(consents)).toEqual([
      {
        purpose: 'marketing',
        channel: 'email',
        isGranted: false,
        occurredAt: testTimeMs + 1000,
        source: 'tracking/web',
      },
    ])
  })

  it('takes a repeated statement for as old as it is', () => {
    const repeated = { ...mail(true), statedAt: testTimeMs }
    expect(consentsInForce(heard([1, 'a', mail(false)], [5, 'a', repeated]))[0]?.isGranted).toBe(false)
    expect(consentsInForce(heard([1, 'a', mail(false)], [5, 'a', mail(true)]))[0]?.isGranted).toBe(true)
  })

  it('never takes a statement for newer than its event', () => {
    const fromTheFuture = { ...mail(true), statedAt: testTimeMs + 9_000 }
    expect(consentsInForce(heard([1, 'a', fromTheFuture], [2, 'a', mail(false)]))[0]?.isGranted).toBe(false)
  })

  it('is empty for a state stored before there were consents', () => {
    expect(consentsInForce(undefined)).toEqual([])
  })
})
