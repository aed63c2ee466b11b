import { describe, expect, it } from 'vitest'
import type { OrderChange } from '#shared/events/order-change.ts'
import { noteExchangeRates, wantedRates } from '#shared/exchange-rates/note-exchange-rates.ts'
import { newEvent, newOrderChange } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

/** Kolkata: five and a half hours ahead. */
const tenant = testTenant()
const lateEvening = Date.UTC(2026, 10, 1, 20)

function ordered(change: Partial<OrderChange>) {
  return newEvent({ occurredAt: lateEvening, order: newOrderChange({ currency: 'USD', ...change }) })
}

describe('wantedRates', () => {
  it.each<[string, Partial<OrderChange>, object[]]>([
    ["the day an order happened, in the tenant's time zone", {}, [{ currency: 'USD', day: '2026-11-02' }]],
    [
      'the day it was placed, where the event tells of something later',
      { change: 'updated', placedAt: lateEvening - 86_400_000 },
      [{ currency: 'USD', day: '2026-11-01' }],
    ],
    ["nothing for the tenant's own currency", { currency: 'GBP' }, []],
  ])('are those of %s', (_, change, expected) => {
    expect(wantedRates(tenant, [ordered(change), newEvent(), ordered(change)])).toEqual(expected)
  })
})

describe('noteExchangeRates', () => {
  const rates = new Map([['USD 2026-11-02', 0.79]])
  const told = { currency: 'GBP', rate: 12 }

  it.each<[string, Partial<OrderChange>, object | undefined]>([
    ['a rate that is known', {}, { currency: 'GBP', rate: 0.79 }],
    ['nothing when none is known', { currency: 'EUR' }, undefined],
    ['nothing of what the event says itself', { currency: 'EUR', exchangeRate: told }, undefined],
    ['its own rate, whatever the event says', { exchangeRate: told }, { currency: 'GBP', rate: 0.79 }],
    ["nothing in orders in the tenant's currency", { currency: 'GBP', exchangeRate: told }, undefined],
  ])('notes %s', (_, change, expected) => {
    const [noted] = noteExchangeRates(tenant, [ordered(change)], rates)
    expect(noted?.order?.exchangeRate).toEqual(expected)
    expect({ ...noted?.order, exchangeRate: undefined }).toEqual({
      ...ordered(change).order,
      exchangeRate: undefined,
    })
  })

  it.each([
    ['a rate that is known', 'USD', '2026-11-02', 0.79],
    ['nothing on a day without one', 'USD', '2026-11-03', undefined],
    ["nothing in the tenant's currency", 'GBP', '2026-11-02', undefined],
  ])('notes %s in a report of sales', (_, currency, day, rate) => {
    const salesReport = { day, currency, part: '', exchangeRate: told, lines: [] }
    const event = newEvent({ salesReport })
    const wanted = currency === 'GBP' ? [] : [{ currency, day }]
    expect(wantedRates(tenant, [event])).toEqual(wanted)
    const [noted] = noteExchangeRates(tenant, [event], rates)
    expect(noted?.salesReport?.exchangeRate).toEqual(rate && { currency: 'GBP', rate })
    expect(noted?.salesReport).toMatchObject({ day, currency, lines: [] })
  })

  it('leaves all others as they are', () => {
    const event = newEvent()
    expect(noteExchangeRates(tenant, [event], rates)[0]).toBe(event)
  })
})
