import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayMs, hourMs, latestEventMs, minuteMs, parseIso, secondMs, toIso } from '#shared/kernel/time.ts'

describe('parseIso', () => {
  // Epoch seconds as `date -u -d` prints them.
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2026-11-21T10:00:00Z', 1_795_255_200_000],
    ['2026-11-21T11:00:00+01:00', 1_795_255_200_000],
    ['2026-11-21T05:00:00-0500', 1_795_255_200_000],
    ['2026-11-21T10:00Z', 1_795_255_200_000],
    ['2026-11-21T10:00:00.250Z', 1_795_255_200_250],
    ['2026-11-21T10:00:00.250999Z', 1_795_255_200_250],
    ['2026-11-21', 1_795_219_200_000],
    ['2024-02-29', 1_709_164_800_000],
  ])('reads %s', (text, expected) => expect(parseIso(text)).toBe(expected))

  it.each([
    ...[
      '',
      'yesterday',
      '2026',
      '2026-11',
      '21/11/2026',
      '2026-11-21T10:00:00',
      '2026-11-21 10:00:00Z',
      '20261121T100000Z',
    ],
    ...[
      '2026-02-30',
      '2026-02-29T10:00:00Z',
      '2026-04-31',
      '2026-13-01',
      '2026-00-10',
      '2026-01-00',
      '2100-02-29',
    ],
    ...[
      '2026-11-21T24:30:00Z',
      '2026-11-21T10:60:00Z',
      '2026-11-21T10:00:00+99:00',
      '1969-12-31T23:59:59Z',
      '2200-01-01',
    ],
  ])('makes nothing of %j', (text) => expect(parseIso(text)).toBeUndefined())

  const seed = 20261121
  it(`reads what toIso and other zones write (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        fc.integer({ min: dayMs, max: latestEventMs - dayMs }),
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (epochMs, offsetMinutes) => {
          expect(parseIso(toIso(epochMs))).toBe(epochMs)
          const size = Math.abs(offsetMinutes)
          const pad = (value: number) => String(value).padStart(2, '0')
          const zone = `${offsetMinutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`
          const local = toIso(epochMs + offsetMinutes * minuteMs).slice(0, -1)
          expect(parseIso(local + zone)).toBe(epochMs)
        },
      ),
      { seed, numRuns: 1_000 },
    )
  })
})

it('the units are multiples of each other', () => {
  expect([minuteMs / secondMs, hourMs / minuteMs, dayMs / hourMs]).toEqual([60, 60, 24])
})
