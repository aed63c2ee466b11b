import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addConsents, type Consents, consentsInForce } from '#shared/customers/consents.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { eventSchema } from '#shared/events/event.ts'
import type { JsonObject } from '#shared/kernel/json.ts'
import { consentHistory } from '#shared/privacy/consent-history.ts'
import { profilingRefusal } from '#shared/privacy/may-profile.ts'
import { privacyWord } from '#shared/privacy/may-use.ts'
import { hasPrivacySignal, withPrivacySignal } from '#shared/sources/tracking/privacy-signal.ts'

const call = (context?: JsonObject, own?: JsonObject) => ({
  kind: 'page' as const,
  fields: own === undefined ? {} : { context: own },
  sentAt: undefined,
  context,
})

function view(atMs: number, consents?: CanonicalEvent['consents']): CanonicalEvent {
  return {
    id: `m-${atMs}`,
    source: 'tracking/web',
    kind: 'page',
    name: 'page',
    channel: 'web',
    occurredAt: atMs,
    receivedAt: atMs,
    identifiers: [{ type: 'cookie_id', value: 'c-1' }],
    ...(consents !== undefined && { consents }),
  }
}

describe('the signal', () => {
  it.each([
    ['1', call(), true],
    [' 1 ', call(), true],
    ['0', call(), false],
    ['true', call(), false],
    [undefined, call(), false],
    [undefined, call(undefined, { globalPrivacyControl: true }), true],
    [undefined, call({ globalPrivacyControl: true }), true],
    [undefined, call(undefined, { globalPrivacyControl: 'true' }), false],
    [undefined, call(undefined, { globalPrivacyControl: false }), false],
  ])('by the header %s and the call %j is %s', (header, sent, expected) => {
    expect(hasPrivacySignal(header, sent)).toBe(expected)
  })

  it('is no accident of a call that is none', () => {
    for (const fields of [null, 'x', [], 1]) {
      const broken = { ...call(), fields }
      expect(hasPrivacySignal(undefined, broken)).toBe(false)
    }
  })
})

describe('an event with the signal', () => {
  const event = withPrivacySignal(
    view(Date.UTC(2026, 10, 2, 9), [
      { purpose: 'analytics', isGranted: true },
      { purpose: 'profiling', isGranted: true },
      { purpose: 'marketing', channel: 'email', isGranted: true },
    ]),
  )

  it('refuses sale and profiling, whatever a banner allowed, and nothing else', () => {
    expect(eventSchema.parse(event)).toEqual(event)
    const inForce = consentsInForce(addConsents({}, event, 'home'))
    expect(inForce.map(({ purpose, channel, isGranted }) => [purpose, channel, isGranted])).toEqual([
      ['marketing', 'email', true],
      ['analytics', null, true],
      ['profiling', null, false],
      ['sale-of-data', null, false],
    ])
  })

  it('keeps its person from being profiled wherever the shop is, until they say otherwise', () => {
    const refused = addConsents({}, event, 'home')
    const tenant = { country: 'US', isProfilingOptOut: true }
    const refusal = (consents: Consents) => profilingRefusal(privacyWord(consents), tenant)
    expect([refusal({}), refusal(refused)]).toEqual([null, 'objected'])
    const later = view(event.occurredAt + 1, [{ purpose: 'profiling', isGranted: true }])
    expect(refusal(addConsents(refused, later, 'home'))).toBeNull()
  })

  it('is in the history once a day, as what it is', () => {
    const at = (day: number, hour: number) => withPrivacySignal(view(Date.UTC(2026, 10, day, hour)))
    const history = consentHistory([at(2, 9), at(2, 10), at(2, 23), at(3, 9), view(Date.UTC(2026, 10, 4))])
    expect(history.map(({ purpose, statedAt, signal }) => [purpose, statedAt.slice(0, 10), signal])).toEqual([
      ['sale-of-data', '2026-11-02', 'global-privacy-control'],
      ['profiling', '2026-11-02', 'global-privacy-control'],
      ['sale-of-data', '2026-11-03', 'global-privacy-control'],
      ['profiling', '2026-11-03', 'global-privacy-control'],
    ])
    const told = [
      view(1, [{ purpose: 'profiling', isGranted: true }]),
      view(2, [{ purpose: 'profiling', isGranted: true }]),
    ]
    expect(consentHistory(told)).toHaveLength(2)
  })

  it('is in the history again after another word, so that what holds is the newest there', () => {
    const word = fc.record({
      day: fc.integer({ min: 2, max: 3 }),
      isSignal: fc.boolean(),
      isGranted: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        const events = words
          .toSorted((left, right) => left.day - right.day)
          .map(({ day, isSignal, isGranted }, minute) => {
            const atMs = Date.UTC(2026, 10, day, 9, minute)
            return isSignal
              ? withPrivacySignal(view(atMs))
              : view(atMs, [{ purpose: 'profiling', isGranted }])
          })
        const inForce = consentsInForce(
          events.reduce<Consents>((consents, event) => addConsents(consents, event, 'home'), {}),
        ).find(({ purpose }) => purpose === 'profiling')
        const ofProfiling = (told: CanonicalEvent[]) =>
          consentHistory(told).filter(({ purpose }) => purpose === 'profiling')
        const oldestFirst = ofProfiling(events)
        const newestFirst = ofProfiling(events.toReversed())
        expect(oldestFirst.at(-1)?.isGranted).toBe(inForce?.isGranted)
        expect(newestFirst[0]?.isGranted).toBe(inForce?.isGranted)

        const said = events.filter((_, index) => events[index]?.consents?.[0]?.signal === undefined)
        expect(oldestFirst.filter(({ signal }) => signal === null)).toHaveLength(said.length)
        const line = ({ statedAt, signal, isGranted }: (typeof oldestFirst)[number]) =>
          [statedAt.slice(0, 10), signal, isGranted].join(' ')
        const signals = oldestFirst.filter(
          (told, index) =>
            told.signal !== null && index > 0 && line(told) === line(oldestFirst[index - 1] ?? told),
        )
        expect(signals, 'one a day where nothing was said between').toEqual([])
        expect(newestFirst.map(line)).toEqual(oldestFirst.map(line).toReversed())
      }),
      { seed: 20261122 },
    )
  })
})
