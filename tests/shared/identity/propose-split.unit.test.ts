import { describe, expect, it } from 'vitest'
import { proposeSplit } from '#shared/identity/propose-split.ts'

const phone = 'phone:+441632960000'

/** Events one minute after the other, by their identifiers. */
function events(...keys: string[][]) {
  return keys.map((ofEvent, index) => ({
    occurredAt: index * 60_000,
    eventKey: `pos:${index}`,
    keys: ofEvent,
  }))
}

describe('proposeSplit', () => {
  it('takes out who came to the customer by the shared identifier alone, and leaves the first', () => {
    const atTheTill = events(
      [phone, 'email:ada@x.example'],
      [phone, 'email:bob@x.example'],
      ['email:bob@x.example', 'loyalty_id:L-2'],
      [phone, 'email:cem@x.example'],
    )
    expect(proposeSplit(atTheTill, phone)).toEqual([
      { identifiers: ['email:bob@x.example', 'loyalty_id:L-2'], eventCount: 2 },
      { identifiers: ['email:cem@x.example'], eventCount: 1 },
    ])
  })

  it.each([
    ['nothing of one person', events([phone, 'email:a@x.example'], ['email:a@x.example', 'cookie_id:c'])],
    [
      'nothing of people whom another identifier ties as well',
      events(
        [phone, 'email:a@x.example'],
        [phone, 'email:b@x.example'],
        ['email:a@x.example', 'email:b@x.example'],
      ),
    ],
    ['nothing where only the shared identifier is known', events([phone], [phone])],
    ['nothing of no events', []],
  ])('proposes %s', (_, given) => expect(proposeSplit(given, phone)).toEqual([]))

  it('leaves the group of the oldest event, in whatever order the events are given', () => {
    const given = events(['email:a@x.example'], ['email:b@x.example'])
    const proposed = [{ identifiers: ['email:b@x.example'], eventCount: 1 }]
    expect(proposeSplit(given, phone)).toEqual(proposed)
    expect(proposeSplit(given.toReversed(), phone)).toEqual(proposed)
  })
})
