import { describe, expect, it } from 'vitest'
import { dueBorders, dueState, dueStretch } from '#shared/predictions/consumption/due-window.ts'

const at = (text: string) => Date.parse(text)

describe('expected purchases', () => {
  it.each([
    // An hour before and after midnight in New York, five hours behind; and on the day Berlin's clocks go back.
    ['America/New_York', '2026-11-21T04:30:00Z', '2026-11-20T05:00:00Z', '2026-11-22T05:00:00Z'],
    ['America/New_York', '2026-11-21T05:30:00Z', '2026-11-21T05:00:00Z', '2026-11-23T05:00:00Z'],
    ['Europe/Berlin', '2026-10-24T12:00:00Z', '2026-10-23T22:00:00Z', '2026-10-25T23:00:00Z'],
    ['Asia/Kolkata', '2026-11-21T19:00:00Z', '2026-11-21T18:30:00Z', '2026-11-23T18:30:00Z'],
  ])('in %s at %s are due by the days of the shop', (timeZone, now, today, dayAfterTomorrow) => {
    const borders = dueBorders(timeZone, at(now), 14)
    expect(borders.todayMs).toBe(at(today))
    expect(borders.dayAfterTomorrowMs).toBe(at(dayAfterTomorrow))
  })

  it('are overdue, due or soon, each in one stretch only', () => {
    const borders = dueBorders('UTC', at('2026-11-21T12:00:00Z'), 7)
    const stretches = (['overdue', 'due', 'soon'] as const).map((state) => dueStretch(borders, state))
    expect(stretches.map(({ fromMs }) => fromMs)).toEqual([0, stretches[0]?.toMs, stretches[1]?.toMs])
    expect(dueStretch(borders, undefined)).toEqual({ fromMs: 0, toMs: at('2026-11-28T00:00:00Z') })
    expect(dueState(borders, at('2026-11-20T23:59:59.999Z'))).toBe('overdue')
    expect(dueState(borders, at('2026-11-21T00:00:00Z'))).toBe('due')
    expect(dueState(borders, at('2026-11-22T23:59:59.999Z'))).toBe('due')
    expect(dueState(borders, at('2026-11-23T00:00:00Z'))).toBe('soon')
  })

  it('of one day ahead reach as far as what is due', () => {
    const borders = dueBorders('UTC', at('2026-11-21T12:00:00Z'), 1)
    expect(borders.endMs).toBe(borders.dayAfterTomorrowMs)
  })
})
