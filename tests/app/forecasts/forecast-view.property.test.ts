import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  abcClasses,
  buyingChannels,
  demandClasses,
  type ForecastPageView,
  forecastAddress,
  forecastGrains,
  forecastParams,
  forecastReaches,
  forecastSorts,
  inAddress,
  levelOf,
  parseForecastView,
  partKinds,
  partKindsOf,
  partsOf,
  partsQuery,
} from '#app/forecasts/forecast-view.ts'
import type { ForecastSubject } from '#shared/contracts/forecasts.ts'
import { forecastLevels } from '#shared/demand/forecast-levels.ts'

const name = fc
  .string({ minLength: 1, maxLength: 30 })
  .map((text) => text.trim())
  .filter((text) => text !== '')
const optional = <Value>(values: readonly Value[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined })

const view: fc.Arbitrary<ForecastPageView> = fc.record({
  subject: fc.record({ sku: name, store: name, category: name, region: name }, { requiredKeys: [] }),
  grain: fc.constantFrom(...forecastGrains),
  reach: fc.constantFrom(...forecastReaches),
  channel: optional(buyingChannels),
  isPastShown: fc.boolean(),
  parts: optional(partKinds),
  query: fc.oneof(fc.constant(''), name),
  abc: optional(abcClasses),
  demandClass: optional(demandClasses),
  sort: fc.constantFrom(...forecastSorts),
  cursor: fc.option(name, { nil: undefined }),
})

describe('the view of the page of forecasts', () => {
  it('stands in its address, whole', () => {
    fc.assert(
      fc.property(view, (each) => {
        expect(parseForecastView(new URL(forecastAddress(each), 'https://patron.test').searchParams)).toEqual(
          each,
        )
      }),
    )
  })

  it('has a short address when all is as usual, and heeds nothing that it does not know', () => {
    const usual = parseForecastView(
      new URLSearchParams('grain=year&back=9&channel=tv&parts=x&sort=y&sku=%20'),
    )
    expect(forecastAddress(usual)).toBe('/forecasts')
    expect(usual.subject).toEqual({})
    expect([...forecastParams({ subject: { store: 'online' }, grain: 'day' })]).toEqual([
      ['store', 'online'],
      ['grain', 'day'],
    ])
  })
})

const subject = (fields: Partial<ForecastSubject>): ForecastSubject => ({
  level: 'total',
  sku: null,
  storeId: null,
  category: null,
  region: null,
  label: 'Anything',
  productId: null,
  ...fields,
})

describe('a subject that the API names', () => {
  const all = { sku: 'MILK', storeId: '', category: 'Dairy', region: 'North' }

  it.each(forecastLevels)('is addressed by what its level has and nothing else: %s', (level) => {
    const addressed = inAddress(subject({ ...all, level }))
    expect(addressed).toBeDefined()
    expect(levelOf(addressed ?? {})).toBe(level)
    const parts = level.split('-').filter((part) => part !== 'total')
    expect(Object.keys(addressed ?? {}).toSorted()).toEqual(parts.toSorted())
  })

  it('is online where no store is meant, and has no address where it has no name', () => {
    expect(inAddress(subject({ level: 'sku-store', sku: 'MILK', storeId: '' }))).toEqual({
      sku: 'MILK',
      store: 'online',
    })
    expect(inAddress(subject({ level: 'category', category: '' }))).toBeUndefined()
    expect(inAddress(subject({ level: 'region', region: '' }))).toBeUndefined()
  })
})

describe('the lists beneath a subject', () => {
  const usual = parseForecastView(new URLSearchParams())

  it('lead down to the item in a place, which has none', () => {
    expect(partsOf({ ...usual, subject: { category: 'Dairy', store: '1' } })).toEqual({
      kind: 'items',
      level: 'sku-store',
    })
    expect(partsOf({ ...usual, subject: { sku: 'MILK', store: '1' } })).toBeUndefined()
    expect(partKindsOf({ sku: 'MILK' })).toEqual(['stores'])
  })

  it('fall back to the usual one where the one that is asked for is not there', () => {
    expect(partsOf({ ...usual, parts: 'regions', subject: { store: '1' } })?.kind).toBe('categories')
    expect(partsOf({ ...usual, parts: 'items' })).toEqual({ kind: 'items', level: 'sku' })
  })

  it('are asked for within the subject', () => {
    const narrowed = { ...usual, subject: { store: 'online' }, query: 'milk', abc: 'A' as const }
    expect(partsQuery(narrowed, 'sku-store')).toEqual({
      store: 'online',
      level: 'sku-store',
      sort: 'revenue',
      limit: 25,
      query: 'milk',
      abc: 'A',
    })
  })
})
