import { expect, it } from 'vitest'
import { deliveryListQuery, readDeliveryListView } from '#app/connections/delivery-list-view.ts'

const read = (query: string) => readDeliveryListView(new URLSearchParams(query))

it.each([
  ['', { verdict: undefined, cursor: undefined, isLive: true }],
  ['?verdict=refused&live=off', { verdict: 'refused', cursor: undefined, isLive: false }],
  ['?verdict=&cursor=', { verdict: undefined, cursor: undefined, isLive: true }],
  ['?verdict=constructor', { verdict: undefined, cursor: undefined, isLive: true }],
  // Only the beginning of the list can have something new.
  ['?cursor=abc', { verdict: undefined, cursor: 'abc', isLive: false }],
])('reads %j', (query, view) => {
  expect(read(query)).toEqual(view)
})

it.each(['?', '?verdict=accepted', '?verdict=failed&cursor=a%2Bb', '?live=off'])(
  'writes %j as it reads it',
  (query) => {
    expect(deliveryListQuery(read(query))).toBe(query)
  },
)
