import { describe, expect, it } from 'vitest'
import { dueAddress, dueHorizons, dueQuery, dueStates, parseDueView } from '#app/predictions/due-view.ts'
import { duePurchaseStates, listDuePurchasesQuerySchema } from '#shared/contracts/predictions.ts'

const view = (search: string) => parseDueView(new URLSearchParams(search))

describe('the view of due purchases', () => {
  it.each([
    '/due',
    '/due?state=overdue',
    '/due?state=soon&days=30&product=MILK+1%2Fl&cursor=abc',
    '/due?by=category',
    '/due?category=Dairy',
  ])('%s leads to itself', (address) => expect(dueAddress(view(address.split('?')[1] ?? ''))).toBe(address))

  it.each(['state=late&days=15', 'state=&days=&product=%20&cursor=', 'days=14', 'days=1e9'])(
    'takes "%s" as if it were not there',
    (search) =>
      expect(view(search)).toEqual({
        state: 'all',
        days: 14,
        by: 'product',
        subject: undefined,
        cursor: undefined,
      }),
  )

  it('has a tab for every state of the API, and asks for what the API takes', () => {
    expect(dueStates).toEqual(['all', ...duePurchaseStates])
    for (const state of dueStates) {
      for (const days of dueHorizons) {
        const query = dueQuery({ state, days, by: 'product', subject: 'MILK', cursor: 'abc' })
        expect(listDuePurchasesQuerySchema.parse(query)).toMatchObject({ days, productId: 'MILK' })
        expect(query.state).toBe(state === 'all' ? undefined : state)
        const ofCategory = dueQuery({ state, days, by: 'category', subject: 'Dairy', cursor: undefined })
        expect(listDuePurchasesQuerySchema.parse(ofCategory)).toMatchObject({
          by: 'category',
          category: 'Dairy',
        })
        expect(ofCategory.productId).toBeUndefined()
      }
    }
  })
})
