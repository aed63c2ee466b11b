import { expect, it } from 'vitest'
import { namedDetail } from '#app/api/named-detail.server.ts'

const labels = { '/columns/orderId': 'Order number' }

it.each([
  ['/columns/orderId', 'is missing', 'Order number is missing'],
  ['/columns/sku', 'is missing', 'Sku is missing'],
  ['/fields/0/connectionId', 'is empty', 'Connection id is empty'],
  ['/rates/3', 'is not an object', 'Rates 3 is not an object'],
  ['/3', 'is not an object', '3 is not an object'],
  ['/constants/a~1b~0c', 'is missing', 'A/b~c is missing'],
  ['/columns/orderId', 'The file has no column No', 'The file has no column No'],
  ['', 'is not an object', 'is not an object'],
  ['/', 'is not an object', 'is not an object'],
])('of %j %j makes %j', (pointer, detail, words) => {
  expect(namedDetail({ pointer, detail }, labels)).toBe(words)
})
