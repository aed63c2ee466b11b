import { expect, it } from 'vitest'
import { changeWords, daysWords, eventKinds, eventScopeWords } from '#app/forecasts/calendar-words.ts'
import { calendarEventBodySchema } from '#shared/contracts/forecasts.ts'

it('knows every kind of event', () => {
  expect([...eventKinds].toSorted()).toEqual([...calendarEventBodySchema.shape.kind.options].toSorted())
})

it('says what days do to sales', () => {
  expect([0.35, -0.2, 0.004, 2].map(changeWords)).toEqual([
    '35 % more',
    '20 % less',
    'as on other days',
    '200 % more',
  ])
})

it('says the days of an event, the year once where it is the same', () => {
  expect(daysWords('2026-12-05', '2026-12-05')).toBe('5 Dec 2026')
  expect(daysWords('2026-12-05', '2026-12-07')).toBe('5 Dec to 7 Dec 2026')
  expect(daysWords('2026-12-30', '2027-01-02')).toBe('30 Dec 2026 to 2 Jan 2027')
})

it('says where and for what an event counts', () => {
  const names = { 1: 'Leeds' }
  expect(eventScopeWords({ storeId: null, category: null }, names)).toBe('everywhere')
  expect(eventScopeWords({ storeId: '', category: 'Dairy' }, names)).toBe('Dairy, online')
  expect(eventScopeWords({ storeId: '1', category: null }, names)).toBe('Leeds')
  expect(eventScopeWords({ storeId: '2', category: null }, names)).toBe('2')
})
