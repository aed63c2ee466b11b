import { expect, it } from 'vitest'
import { isNight } from '#shared/predictions/learning-hours.ts'

it.each([
  ['UTC', '2026-11-21T00:59:59Z', false],
  ['UTC', '2026-11-21T01:00:00Z', true],
  ['UTC', '2026-11-21T04:59:59Z', true],
  ['UTC', '2026-11-21T05:00:00Z', false],
  ['America/New_York', '2026-11-21T02:00:00Z', false],
  ['America/New_York', '2026-11-21T07:00:00Z', true],
  ['Asia/Kolkata', '2026-11-21T19:31:00Z', true],
])('in %s at %s it is night: %s', (timeZone, at, expected) => {
  expect(isNight(timeZone, Date.parse(at))).toBe(expected)
})
