import { describe, expect, it } from 'vitest'
import {
  parseReplenishmentView,
  purchaseOrderAddress,
  replenishmentAddress,
  replenishmentQuery,
} from '#app/replenishment/replenishment-view.ts'
import { parseSupplyView, ruleOfScope, supplyViewAddress } from '#app/replenishment/supply-scope.ts'
import { urgencyNote, urgencyWord } from '#app/replenishment/urgency-words.ts'
import { listReplenishmentQuerySchema } from '#shared/contracts/replenishment.ts'

describe('the list of orders', () => {
  it.each([
    '',
    '?show=all',
    '?store=online&supplier=Dale+Dairy&abc=A&query=milk&cursor=abc',
    '?show=all&abc=C',
  ])('has the address %s and none besides', (search) => {
    const view = parseReplenishmentView(new URLSearchParams(search))
    expect(replenishmentAddress(view)).toBe(`/replenishment${search}`)
    const query = Object.fromEntries(
      Object.entries(replenishmentQuery(view)).map(([name, value]) => [name, String(value)]),
    )
    expect(listReplenishmentQuerySchema.safeParse(query).success).toBe(true)
  })

  it('takes what is unknown as if it were not there, and downloads all pages', () => {
    const view = parseReplenishmentView(new URLSearchParams('show=none&abc=D&store=+&query=&cursor=x'))
    expect(replenishmentAddress({ ...view, cursor: undefined })).toBe('/replenishment')
    expect(purchaseOrderAddress({ ...view, supplier: 'A & B' })).toBe(
      '/v1/inventory/replenishment?supplier=A+%26+B&format=csv',
    )
  })
})

describe('the page of terms', () => {
  it.each([
    { search: '?sku=MILK&store=leeds', rule: { sku: 'MILK', storeId: 'leeds' } },
    { search: '?sku=MILK&store=leeds&for=item', rule: { sku: 'MILK', storeId: '' } },
    { search: '?sku=MILK&store=leeds&for=place', rule: { sku: '', storeId: 'leeds' } },
    { search: '?sku=MILK&store=leeds&for=all', rule: { sku: '', storeId: '' } },
    { search: '?sku=MILK', rule: { sku: 'MILK', storeId: '' } },
    { search: '', rule: { sku: '', storeId: '' } },
  ])('with $search is about $rule', ({ search, rule }) => {
    const view = parseSupplyView(new URLSearchParams(search))
    expect(ruleOfScope(view)).toEqual(rule)
    expect(supplyViewAddress(view)).toBe(`/replenishment/supply${search}`)
  })

  it('has no rule of a place without a place', () => {
    expect(parseSupplyView(new URLSearchParams('sku=MILK&for=item-place')).scope).toBe('item')
    expect(parseSupplyView(new URLSearchParams('for=item')).scope).toBe('all')
  })
})

describe('urgency in words', () => {
  it.each([
    { onHandQuantity: null, orderQuantity: 0, stockOutRate: null, name: 'Stock unknown' },
    { onHandQuantity: 0, orderQuantity: 4, stockOutRate: 0.9, name: 'Out of stock' },
    { onHandQuantity: 9, orderQuantity: 4, stockOutRate: 0.5, name: 'Runs out' },
    { onHandQuantity: 9, orderQuantity: 4, stockOutRate: 0.1, name: 'At risk' },
    { onHandQuantity: 9, orderQuantity: 4, stockOutRate: 0.02, name: 'In good time' },
    { onHandQuantity: 9, orderQuantity: 0, stockOutRate: 0.02, name: 'Enough' },
    { onHandQuantity: 0, orderQuantity: 0, stockOutRate: 0, name: 'Enough' },
  ])('$name', ({ name, ...figures }) => {
    expect(urgencyWord({ ...figures, runsOutOn: null }).name).toBe(name)
  })

  it('at length says how likely, and until when it lasts', () => {
    const figures = { onHandQuantity: 9, orderQuantity: 4, leadTimeDays: 7 }
    expect(urgencyNote({ ...figures, stockOutRate: 0.42, runsOutOn: '2026-11-26' })).toBe(
      'lasts until about 26 Nov; 42 % to run out in the 7 days an order takes',
    )
    expect(urgencyNote({ ...figures, stockOutRate: 0.001, runsOutOn: null, leadTimeDays: 1 })).toBe(
      'lasts beyond 91 days; < 1 % to run out in the 1 day an order takes',
    )
    const atOnce = { ...figures, leadTimeDays: 0, stockOutRate: 0, runsOutOn: '2026-11-26' }
    expect(urgencyNote(atOnce)).toBe('lasts until about 26 Nov')
    expect(urgencyNote({ ...atOnce, onHandQuantity: -2 })).toBe('nothing left')
    expect(urgencyNote({ ...figures, onHandQuantity: null, stockOutRate: null, runsOutOn: null })).toBe('')
  })
})
