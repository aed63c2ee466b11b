import { expect, it } from 'vitest'
import { isAllowedOrigin } from '#shared/access/allowed-origin.ts'

const shop = ['https://shop.example']

it.each([
  ['https://shop.example', shop, true],
  ['HTTPS://SHOP.EXAMPLE', shop, true],
  [undefined, shop, true],
  ['https://shop.example.evil.example', shop, false],
  ['http://shop.example', shop, false],
  ['https://shop.example:8443', shop, false],
  ['https://sub.shop.example', shop, false],
  ['null', shop, false],
  ['https://anything.example', null, true],
  ['https://shop.example', [], false],
])('a page of %s, where %j may: %s', (origin, allowed, isAllowed) => {
  expect(isAllowedOrigin(origin, allowed)).toBe(isAllowed)
})
