import { expect, it } from 'vitest'
import { reviewNames } from '#app/reviews/review-names.ts'

it.each([
  [[], 'Nobody'],
  [['Ada'], 'Ada'],
  [['Ada', 'Grace'], 'Ada and Grace'],
  [['Ada', null, 'Grace'], 'Ada, …yz012345 and Grace'],
  [['Ada', 'Grace', 'Alan', 'Mary', 'Edith'], 'Ada, Grace, Alan and 2 more'],
])('%j is about %s', (names, words) => {
  const customers = names.map((displayName) => ({
    customerId: 'cus_abcdefghijklmnopqrstuvwxyz012345',
    displayName,
  }))
  expect(reviewNames(customers)).toBe(words)
})
