import { describe, expect, it } from 'vitest'
import { type DateOrder, parseOrderDate } from '#shared/imports/parse-order-date.ts'
import { zoneTime } from '#shared/imports/zone-time.ts'

const london = zoneTime('Europe/London')
const iso = (text: string, order: DateOrder) => {
  const epochMs = parseOrderDate(text, order, london)
  return epochMs === undefined ? undefined : new Date(epochMs).toISOString()
}

describe('parseOrderDate', () => {
  it.each([
    ['2010-12-01 08:26:00', '2010-12-01T08:26:00.000Z'],
    ['2010-12-01', '2010-12-01T00:00:00.000Z'],
    ['2011-07-01 08:26', '2011-07-01T07:26:00.000Z'],
    ['2026-01-05T10:11:12Z', '2026-01-05T10:11:12.000Z'],
    ['2026-01-05T10:11:12.5+02:00', '2026-01-05T08:11:12.500Z'],
    ['2023-01-05 10:11:12 -0500', '2023-01-05T15:11:12.000Z'],
    ['2023-07-05 10:11:12 UTC', '2023-07-05T10:11:12.000Z'],
    ['2010/12/1 8:26', '2010-12-01T08:26:00.000Z'],
    ['2011-02-29', undefined],
    ['2010-13-01', undefined],
    ['2010-12-01 24:00', undefined],
    ['2010-12-01 08:60', undefined],
    ['2010-12-01x', undefined],
    ['1969-12-31', undefined],
    ['2200-01-01', undefined],
    ['1/12/2010', undefined],
    ['yesterday', undefined],
    ['', undefined],
  ])('reads %j year first as %j', (text, expected) => {
    expect(iso(text, 'iso')).toBe(expected)
  })

  it.each<[string, DateOrder, string | undefined]>([
    ['1/12/2010 8:26', 'day-first', '2010-12-01T08:26:00.000Z'],
    ['12/1/2010 8:26', 'month-first', '2010-12-01T08:26:00.000Z'],
    ['01.12.2010, 20:26:05', 'day-first', '2010-12-01T20:26:05.000Z'],
    ['12/1/2010 8:26 PM', 'month-first', '2010-12-01T20:26:00.000Z'],
    ['12/1/2010 12:05 am', 'month-first', '2010-12-01T00:05:00.000Z'],
    ['12/1/2010 13:05 pm', 'month-first', undefined],
    ['13/12/2010', 'month-first', undefined],
    ['31/4/2010', 'day-first', undefined],
    ['1/12/10', 'day-first', undefined],
    ['2010-12-01', 'day-first', '2010-12-01T00:00:00.000Z'],
  ])('reads %j %s as %j', (text, order, expected) => {
    expect(iso(text, order)).toBe(expected)
  })
})
