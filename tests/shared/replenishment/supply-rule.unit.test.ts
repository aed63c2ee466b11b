import { describe, expect, it } from 'vitest'
import {
  defaultSupplyTerms,
  resolveSupplyTerms,
  type SupplyRule,
  supplyRuleBook,
} from '#shared/replenishment/supply-rule.ts'

function rule(sku: string, storeId: string, said: Partial<SupplyRule>): SupplyRule {
  return {
    sku,
    storeId,
    supplier: null,
    leadTimeDays: null,
    reviewPeriodDays: null,
    serviceLevelRate: null,
    packSize: null,
    minimumOrderQuantity: null,
    unitCostMinor: null,
    ...said,
  }
}

const book = supplyRuleBook([
  rule('', '', { supplier: 'Anybody', leadTimeDays: 10, serviceLevelRate: 0.9 }),
  rule('', 'leeds', { leadTimeDays: 2, reviewPeriodDays: 3 }),
  rule('MILK', '', { supplier: 'Dairy', reviewPeriodDays: 1, packSize: 12, unitCostMinor: 0 }),
  rule('MILK', 'leeds', { packSize: 6 }),
])

describe('the terms of an item in a place', () => {
  it('come field by field from the most particular rule that says something', () => {
    expect(resolveSupplyTerms(book, 'MILK', 'leeds')).toEqual({
      supplier: 'Dairy',
      leadTimeDays: 2,
      reviewPeriodDays: 1,
      serviceLevelRate: 0.9,
      packSize: 6,
      minimumOrderQuantity: 1,
      unitCostMinor: 0,
    })
  })

  it('of an item nobody spoke of are those of the place, of everything and the defaults', () => {
    expect(resolveSupplyTerms(book, 'SALT', 'leeds')).toMatchObject({
      supplier: 'Anybody',
      leadTimeDays: 2,
      packSize: 1,
    })
    expect(resolveSupplyTerms(book, 'SALT', 'york')).toMatchObject({ leadTimeDays: 10, reviewPeriodDays: 7 })
    expect(resolveSupplyTerms(book, 'MILK', '')).toMatchObject({ packSize: 12, leadTimeDays: 10 })
    expect(resolveSupplyTerms(supplyRuleBook([]), 'MILK', 'leeds')).toEqual(defaultSupplyTerms)
  })

  it('keep names apart that look alike when joined', () => {
    const odd = supplyRuleBook([rule('A,B', '', { packSize: 2 }), rule('A', 'B', { packSize: 3 })])
    expect(resolveSupplyTerms(odd, 'A,B', '').packSize).toBe(2)
    expect(resolveSupplyTerms(odd, 'A', 'B').packSize).toBe(3)
  })
})
