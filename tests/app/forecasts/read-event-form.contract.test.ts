import { expect, it } from 'vitest'
import { eventTexts, readEvent } from '#app/forecasts/read-event-form.ts'
import { calendarEventBodySchema } from '#shared/contracts/forecasts.ts'

it('reads an event: one day, everywhere, as the last times, unless more is said', () => {
  const form = new FormData()
  form.set('name', ' Fair ')
  form.set('fromDay', '2026-12-05')
  const least = readEvent(eventTexts(form))
  expect(calendarEventBodySchema.parse(least)).toEqual({
    name: 'Fair',
    kind: 'event',
    fromDay: '2026-12-05',
    toDay: '2026-12-05',
    storeId: null,
    category: null,
    expectedChangeRate: null,
  })
  const most = readEvent({
    name: 'Sale',
    kind: 'promotion',
    fromDay: '2026-12-05',
    toDay: '2026-12-09',
    storeId: 'online',
    category: 'Dairy',
    expectedChange: '12,5 %',
  })
  expect(most).toMatchObject({ kind: 'promotion', toDay: '2026-12-09', storeId: 'online', category: 'Dairy' })
  expect(most.expectedChangeRate).toBeCloseTo(0.125, 12)
})

it('lets the API refuse what is no day and no number, each by its field', () => {
  const event = readEvent({ name: '', fromDay: 'soon', expectedChange: 'a lot' })
  expect(calendarEventBodySchema.safeParse(event).error?.issues.map(({ path }) => path.join('/'))).toEqual([
    'name',
    'fromDay',
    'toDay',
    'expectedChangeRate',
  ])
})
