import { expect, it } from 'vitest'
import { isSameOrigin } from '#app/session/same-origin.ts'

function requestFrom(origin: string | undefined): Request {
  return new Request('http://patron.test:8788/login', {
    method: 'POST',
    headers: origin === undefined ? {} : { Origin: origin },
  })
}

it.each([
  ['its own page', 'http://patron.test:8788', true],
  ['no page', undefined, true],
  ['another site', 'https://evil.example', false],
  ['another port', 'http://patron.test:8787', false],
  ['a page that hides where it is from', 'null', false],
])('a request from %s', (_, origin, expected) => {
  expect(isSameOrigin(requestFrom(origin))).toBe(expected)
})
