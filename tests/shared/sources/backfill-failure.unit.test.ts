import { expect, it } from 'vitest'
import { failureOfResponse } from '#shared/sources/backfill-failure.ts'

it.each<[number, string | undefined, string, boolean, number | null]>([
  [401, undefined, 'invalid-credentials', false, null],
  [403, '5', 'invalid-credentials', false, null],
  [429, '7', 'rate-limited', true, 7],
  [429, '1.2', 'rate-limited', true, 2],
  [429, '0', 'rate-limited', true, 1],
  [429, '-3', 'rate-limited', true, null],
  [429, '99999999', 'rate-limited', true, 3_600],
  [429, 'Wed, 21 Oct 2026 07:28:00 GMT', 'rate-limited', true, null],
  [429, ' ', 'rate-limited', true, null],
  [408, undefined, 'vendor-unavailable', true, null],
  [503, '120', 'vendor-unavailable', true, 120],
  [404, undefined, 'unreadable-answer', false, null],
  [302, undefined, 'unreadable-answer', false, null],
])('%i with Retry-After %s is %s', (status, retryAfter, kind, retryable, afterSeconds) => {
  const headers = new Map(retryAfter === undefined ? [] : [['retry-after', retryAfter]])
  expect(failureOfResponse({ status, headers, body: 'secret' })).toEqual({
    kind,
    message: `the vendor answered ${status}`,
    retryable,
    afterSeconds,
  })
})
