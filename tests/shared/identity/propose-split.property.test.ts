import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proposeSplit } from '#shared/identity/propose-split.ts'
import { ConnectedIdentifiers } from '#tests/support/connected-identifiers.ts'

const seed = 20261121
const shared = 'phone:shared'

const timelines = fc
  .array(
    fc.record({
      occurredAt: fc.nat(5),
      keys: fc.uniqueArray(fc.constantFrom(shared, ...'abcdefgh'), { maxLength: 3 }),
    }),
    { maxLength: 20 },
  )
  .map((events) => events.map((event, index) => ({ ...event, eventKey: `event-${index + 10}` })))

describe('proposeSplit', () => {
  it(`finds the groups that a slow search finds, all but the oldest (seed ${seed})`, () => {
    fc.assert(
      fc.property(timelines, (events) => {
        const connected = new ConnectedIdentifiers()
        const bare = events
          .map((event) => ({ ...event, keys: event.keys.filter((key) => key !== shared) }))
          .filter(({ keys }) => keys.length > 0)
        for (const { keys } of bare) connected.join(keys)
        const [oldest] = [...bare].sort(
          (left, right) => left.occurredAt - right.occurredAt || (left.eventKey < right.eventKey ? -1 : 1),
        )
        const groups = Map.groupBy(bare, ({ keys }) => connected.labelOf(keys[0]))
        const expected = [...groups]
          .filter(([label]) => label !== connected.labelOf(oldest?.keys[0]))
          .map(([, ofGroup]) => ({
            identifiers: [...new Set(ofGroup.flatMap(({ keys }) => keys))].sort(),
            eventCount: ofGroup.length,
          }))
        const byName = (
          left: { identifiers: readonly string[] },
          right: { identifiers: readonly string[] },
        ) => (left.identifiers.join() < right.identifiers.join() ? -1 : 1)
        expect(proposeSplit(events, shared).sort(byName)).toEqual(expected.sort(byName))
      }),
      { seed, numRuns: 3_000 },
    )
  })
})
