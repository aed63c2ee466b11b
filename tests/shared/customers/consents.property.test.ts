import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addConsents, type Consents, consentsInForce } from '#shared/customers/consents.ts'
import { type CanonicalEvent, consentChannels, consentPurposes } from '#shared/events/event.ts'
import { newEvent, testTimeMs } from '#tests/support/new-event.ts'

const seed = 20261121

const statement = fc.record(
  {
    purpose: fc.constantFrom('marketing', 'analytics'),
    channel: fc.constantFrom('email', 'sms', null, undefined),
    isGranted: fc.boolean(),
    statedAt: fc.integer({ min: 0, max: 5 }).map((step) => testTimeMs + step),
  },
  { requiredKeys: ['purpose', 'isGranted'] },
)
/** Few moments, sides and purposes, so that ties and conflicts are common. */
const told = fc.record({
  side: fc.constantFrom('', 'cus_a', 'cus_b', '__proto__'),
  event: fc
    .record({
      id: fc.integer({ min: 0, max: 99 }).map(String),
      occurredAt: fc.integer({ min: 0, max: 3 }).map((step) => testTimeMs + step),
      consents: fc.array(statement, { maxLength: 3 }),
    })
    // As the log gives it back.
    .map((parts): CanonicalEvent => JSON.parse(JSON.stringify(newEvent(parts)))),
})
type Told = { side: string; event: CanonicalEvent }
const history = fc.uniqueArray(told, { maxLength: 10, selector: ({ event }) => event.id })

function heard(all: readonly Told[], before: Consents = {}): Consents {
  return all.reduce((consents, { event, side }) => addConsents(consents, event, side), before)
}

interface Word {
  at: number
  isGranted: boolean
}

/** Worked out anew from all that was ever said: each side's last word, and a refusal by any side. */
function expectedAnswers(all: readonly Told[]): Record<string, boolean> {
  const answers: Record<string, boolean> = {}
  for (const purpose of consentPurposes) {
    for (const channel of [null, ...consentChannels]) {
      const wordsOf = (side: string, channels: readonly unknown[]): Word[] =>
        all
          .filter((each) => each.side === side)
          .flatMap(({ event }) =>
            (event.consents ?? [])
              .filter((said) => said.purpose === purpose && channels.includes(said.channel ?? null))
              .map(({ statedAt, isGranted }) => {
                return { at: Math.min(statedAt ?? Infinity, event.occurredAt), isGranted }
              }),
          )
      const sides = [...new Set(all.map(({ side }) => side))]
      if (sides.every((side) => wordsOf(side, [channel]).length === 0)) continue
      const finalWords = sides.flatMap((side) => {
        const words = wordsOf(side, [channel, null])
        const last = Math.max(...words.map(({ at }) => at))
        const lastWords = words.filter(({ at }) => at === last)
        return words.length === 0 ? [] : [lastWords.every(({ isGranted }) => isGranted)]
      })
      answers[`${purpose} ${channel}`] = finalWords.every((isGranted) => isGranted)
    }
  }
  return answers
}

describe('consents', () => {
  it(`are the same in whatever order they are heard, stored in between or not (seed ${seed})`, () => {
    const inTwoOrders = history.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.nat(10)),
    )
    fc.assert(
      fc.property(inTwoOrders, ([all, shuffled, storedAfter]) => {
        const stored: Consents = JSON.parse(JSON.stringify(heard(shuffled.slice(0, storedAfter))))
        expect(heard(shuffled.slice(storedAfter), stored)).toEqual(heard(all))
      }),
      { seed, numRuns: 3_000 },
    )
  })

  it(`are what the sides said last, and refused where any side refuses (seed ${seed})`, () => {
    fc.assert(
      fc.property(history, (all) => {
        const found = consentsInForce(heard(all)).map(({ purpose, channel, isGranted }) => {
          return [`${purpose} ${channel}`, isGranted]
        })
        expect(Object.fromEntries(found)).toEqual(expectedAnswers(all))
        expect(found).toHaveLength(Object.keys(expectedAnswers(all)).length)
      }),
      { seed, numRuns: 3_000 },
    )
  })

  it(`are never wider after a merge than those of either side (seed ${seed})`, () => {
    fc.assert(
      fc.property(history, (all) => {
        const merged = consentsInForce(heard(all))
        for (const side of new Set(all.map((each) => each.side))) {
          const alone = consentsInForce(heard(all.filter((each) => each.side === side)))
          for (const refused of alone.filter(({ isGranted }) => !isGranted)) {
            const after = merged.find(
              ({ purpose, channel }) => purpose === refused.purpose && channel === refused.channel,
            )
            expect(after?.isGranted).toBe(false)
          }
        }
      }),
      { seed, numRuns: 2_000 },
    )
  })
})
