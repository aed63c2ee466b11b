import { expect, it } from 'vitest'
import {
  notNumbers,
  readInbound,
  readTerms,
  termFields,
  termTexts,
  textsOf,
} from '#app/replenishment/read-supply-form.ts'

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

it('reads terms in percent and whole units of the currency, and writes them as they were typed', () => {
  const typed = { supplier: ' Dairy ', leadTimeDays: '3', serviceLevelRate: '97.5', unitCostMinor: '1,105' }
  const texts = textsOf(form(typed), termFields)
  const terms = readTerms(texts, 'GBP')
  expect(terms).toEqual({
    supplier: 'Dairy',
    leadTimeDays: 3,
    reviewPeriodDays: null,
    serviceLevelRate: 0.975,
    packSize: null,
    minimumOrderQuantity: null,
    unitCostMinor: 110.5,
  })
  expect(termTexts(terms, 'GBP')).toEqual({ ...texts, unitCostMinor: '1.105' })
  expect(readTerms({ ...texts, unitCostMinor: '110' }, 'JPY').unitCostMinor).toBe(110)
  expect(readTerms({ ...texts, unitCostMinor: '0' }, 'KWD').unitCostMinor).toBe(0)
})

it('says what is not a number', () => {
  const terms = readTerms(textsOf(form({ packSize: 'a dozen', leadTimeDays: '1' }), termFields), 'GBP')
  expect(notNumbers(terms)).toEqual({ packSize: 'This is not a number.' })
  const texts = { storeId: 'leeds', quantity: '12,5', expectedDay: '2026-12-01', reference: '' }
  expect(readInbound('MILK', texts)).toEqual({
    sku: 'MILK',
    storeId: 'leeds',
    quantity: 12.5,
    expectedDay: '2026-12-01',
    reference: null,
  })
})
