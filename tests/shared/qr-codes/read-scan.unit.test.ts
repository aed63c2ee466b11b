import { describe, expect, it } from 'vitest'
import {
  asksNotToBeTracked,
  isLookAhead,
  newVisitorCookie,
  receiptNumberOf,
  visitorOf,
} from '#shared/qr-codes/read-scan.ts'

const headers =
  (values: Readonly<Record<string, string>>) =>
  (name: string): string | undefined =>
    values[name]

describe('the receipt number', () => {
  it.each([
    ['?r=000917', '000917'],
    ['?x=1&r=%20A%2F17%20', 'A/17'],
    [`?r=${'9'.repeat(64)}`, '9'.repeat(64)],
    [`?r=${'9'.repeat(65)}`, undefined],
    ['?r=', undefined],
    ['?r=%20', undefined],
    ['?r=1%0A2', undefined],
    ['?R=1', undefined],
    ['', undefined],
  ])('of %j is %j', (search, receiptNumber) => {
    expect(receiptNumberOf(new URL(`https://shop.example/q/abc${search}`))).toBe(receiptNumber)
  })
})

describe('the visitor', () => {
  it.each([
    ['patron_id=abcd-1234', 'abcd-1234'],
    ['theme=dark; patron_id=abcd-1234; x=1', 'abcd-1234'],
    ['not_patron_id=abcd-1234', undefined],
    ['patron_id=short', undefined],
    ['patron_id=abcd<1234>', undefined],
    [`patron_id=${'a'.repeat(65)}`, undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of the cookies %j is %j', (cookies, visitor) => {
    expect(visitorOf(cookies)).toBe(visitor)
  })

  it('is named by a cookie for the whole host, only over TLS where there is TLS', () => {
    expect(newVisitorCookie('abcd-1234', true)).toBe(
      'patron_id=abcd-1234; Path=/; Max-Age=34128000; SameSite=Lax; Secure',
    )
    expect(newVisitorCookie('abcd-1234', false)).not.toContain('Secure')
    expect(visitorOf(newVisitorCookie('abcd-1234', true))).toBe('abcd-1234')
  })
})

it.each([
  [{}, false],
  [{ 'sec-gpc': '1' }, true],
  [{ dnt: '1' }, true],
  [{ dnt: '0', 'sec-gpc': '0' }, false],
])('the headers %j ask not to be tracked: %s', (values, isShy) => {
  expect(asksNotToBeTracked(headers(values))).toBe(isShy)
})

it.each([
  ['GET', {}, false],
  ['HEAD', {}, true],
  ['GET', { 'sec-purpose': 'prefetch;prerender' }, true],
  ['GET', { purpose: 'prefetch' }, true],
  ['GET', { purpose: 'shopping' }, false],
] as const)('a %s with %j only looks ahead: %s', (method, values, isAhead) => {
  expect(isLookAhead(method, headers(values))).toBe(isAhead)
})
