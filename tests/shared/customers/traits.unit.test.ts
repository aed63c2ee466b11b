import { describe, expect, it } from 'vitest'
import { addTraits, isFirstTouchTrait, type Traits, traitText } from '#shared/customers/traits.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { newEvent, testTimeMs } from '#tests/support/new-event.ts'

function told(traits: CanonicalEvent['traits'], second: number): CanonicalEvent {
  return newEvent({ id: `event-${second}`, occurredAt: testTimeMs + second * 1000, traits: traits ?? {} })
}

function values(traits: Traits): Record<string, unknown> {
  return Object.fromEntries(Object.entries(traits).map(([name, trait]) => [name, trait.value]))
}

describe('addTraits', () => {
  it('lets the newest event speak, also when an older one comes later', () => {
    const newer = addTraits({}, told({ city: 'Leeds' }, 2))
    expect(values(addTraits(newer, told({ city: 'York' }, 1)))).toEqual({ city: 'Leeds' })
    expect(values(addTraits(newer, told({ city: 'York' }, 3)))).toEqual({ city: 'York' })
  })

  it('keeps how a person first came, also when an earlier event comes later', () => {
    const later = addTraits({}, told({ initial_utm_source: 'newsletter', utm_source: 'newsletter' }, 2))
    const both = addTraits(later, told({ initial_utm_source: 'google', utm_source: 'google' }, 1))
    expect(values(both)).toEqual({ initial_utm_source: 'google', utm_source: 'newsletter' })
    expect(values(addTraits(both, told({ initial_utm_source: 'qr' }, 3)))).toEqual(values(both))
    expect(values(addTraits(both, told({ initial_utm_source: '' }, 0)))).toEqual(values(both))
  })

  it.each([
    ['$initial_referrer', true],
    ['initial_referring_domain', true],
    ['first_touch_campaign', true],
    ['firstLandingPage', true],
    ['initialUtmTerm', true],
    ['utm_source', false],
    ['initials', false],
    ['firstName', false],
    ['createdAt', false],
    ['my_initial_order', false],
  ])('%s is a first-touch trait: %s', (name, expected) => expect(isFirstTouchTrait(name)).toBe(expected))

  it('learns nothing from an empty value', () => {
    const before = addTraits({}, told({ city: 'Leeds' }, 1))
    expect(values(addTraits(before, told({ city: '', name: null }, 2)))).toEqual({ city: 'Leeds' })
  })

  it('keeps traits of any name, such as those every object has', () => {
    const traits = JSON.parse('{"__proto__":"a","constructor":"b","toString":"c"}')
    expect(Object.keys(addTraits({}, told(traits, 1))).sort()).toEqual([
      '__proto__',
      'constructor',
      'toString',
    ])
    expect(traitText({}, 'constructor', 'toString', '__proto__')).toBeUndefined()
  })

  it('keeps the same two hundred of too many traits, in whatever order they come', () => {
    const events = Array.from({ length: 300 }, (_, index) => told({ [`trait-${index}`]: index }, index))
    const forwards = events.reduce(addTraits, {})
    expect(Object.keys(forwards)).toHaveLength(200)
    expect(events.toReversed().reduce(addTraits, {})).toEqual(forwards)
  })
})
