import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { destinationKinds } from '#app/destinations/destination-kinds.ts'
import { type DestinationBody, destinationTexts } from '#app/destinations/destination-texts.ts'
import { consentFieldNames, plainFieldNames } from '#app/destinations/destination-words.ts'
import { readDestinationForm, unreadableOptions } from '#app/destinations/read-destination-form.server.ts'

/** Texts as they come out of a form: without white space around them. */
const text = fc
  .string({ minLength: 1, maxLength: 20 })
  .map((written) => written.trim())
  .filter((written) => written !== '' && written !== '__proto__')
const field = fc.oneof(
  fc.constantFrom(...Object.keys(plainFieldNames), ...Object.keys(consentFieldNames)),
  text.map((name) => `trait:${name}`),
)
const optionalOf = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const path = fc.stringMatching(/^\/[a-z]{1,9}$/)

const body: fc.Arbitrary<DestinationBody> = fc.record({
  label: text,
  fields: fc.array(fc.record({ field, property: text }), { minLength: 1, maxLength: 12 }),
  constants: fc.dictionary(text, fc.oneof(fc.string({ maxLength: 20 }), fc.integer(), fc.boolean()), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
  audience: fc
    .record({
      hasEmail: optionalOf(fc.boolean()),
      hasPhone: optionalOf(fc.boolean()),
      isConsentGranted: optionalOf(fc.constant(true)),
      minOrderCount: optionalOf(fc.nat()),
      minRevenueMinor: optionalOf(fc.nat()),
      lastSeenWithinDays: optionalOf(fc.integer({ min: 1, max: 3650 })),
    })
    .map((audience) =>
      Object.fromEntries(Object.entries(audience).filter(([, value]) => value !== undefined)),
    ),
  purpose: fc.record({
    purpose: fc.constantFrom('marketing', 'sale-of-data'),
    channel: fc.constantFrom('email', 'post', null),
  }),
  whenLeaving: fc.constantFrom('keep', 'delete'),
  everyMinutes: fc.option(fc.integer({ min: 5, max: 10_080 })),
  options: fc.record({
    method: fc.constantFrom('POST', 'PUT'),
    path,
    removePath: path,
    body: fc.jsonValue({ noUnicodeString: true }).filter((value) => value !== null && !isNegativeZero(value)),
    maxRecordsPerCall: fc.integer({ min: 1, max: 500 }),
    results: fc.record({ list: path, problem: path }),
  }),
}) as fc.Arbitrary<DestinationBody>

/** JSON has no negative zero. */
function isNegativeZero(value: unknown): boolean {
  return JSON.stringify(JSON.parse(JSON.stringify(value))) !== JSON.stringify(value) || Object.is(value, -0)
}

/** Traits stand in a list of their own, below the other fields. */
function traitsLast({ fields, ...rest }: DestinationBody): DestinationBody {
  const isTrait = (each: { field: string }) => each.field.startsWith('trait:')
  return { ...rest, fields: [...fields.filter((each) => !isTrait(each)), ...fields.filter(isTrait)] }
}

describe('the form of a destination', () => {
  it.each(['GBP', 'JPY', 'KWD'])('says what the destination says, amounts in %s', (currency) => {
    fc.assert(
      fc.property(body, (destination) => {
        const texts = destinationTexts(destination, 'rest', currency)
        // As JSON says it: negative zeros deep inside a body are zeros there.
        expect(JSON.parse(JSON.stringify(readDestinationForm(texts, 'rest', currency)))).toEqual(
          JSON.parse(JSON.stringify(traitsLast(destination))),
        )
      }),
      { seed: 20261121, numRuns: 200 },
    )
  })

  it('leaves out empty rows wherever they are, and keeps half of one for the API to refuse', () => {
    const texts = {
      'field:0': '',
      'property:0': '',
      'field:10': 'email',
      'property:10': 'mail',
      'field:2': 'phone',
      'property:2': '',
      'trait:1': 'plan',
      'traitProperty:1': 'plan_c',
    }
    expect(readDestinationForm(texts, 'hubspot', 'GBP').fields).toEqual([
      { field: 'phone', property: '' },
      { field: 'email', property: 'mail' },
      { field: 'trait:plan', property: 'plan_c' },
    ])
  })

  it('hands on what is no number as it was typed, and tells of JSON that is none', () => {
    const texts = {
      minRevenue: 'a lot',
      lastSeenWithinDays: 'ten',
      'option:body': '{',
      'option:removeBody': '{}',
    }
    expect(readDestinationForm(texts, 'rest', 'GBP').audience).toEqual({
      minRevenueMinor: 'a lot',
      lastSeenWithinDays: 'ten',
    })
    expect(unreadableOptions(texts, 'rest')).toEqual({ 'options/body': 'Enter JSON.' })
    expect(unreadableOptions({}, 'rest')).toEqual({})
  })

  it('keeps options that it does not ask for', () => {
    const before = { matchProperty: 'email', later: 1 }
    expect(
      readDestinationForm({ 'option:matchProperty': 'patron_id' }, 'hubspot', 'GBP', before).options,
    ).toEqual({ matchProperty: 'patron_id', later: 1 })
    expect(Object.keys(destinationKinds)).toContain('hubspot')
  })
})
