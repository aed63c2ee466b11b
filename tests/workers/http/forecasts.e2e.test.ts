import { parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { patronClient } from '#shared/contracts/client.ts'
import { dayIn } from '#shared/kernel/time.ts'
import { dayNumber, dayText } from '#shared/sales/day-number.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { fillForecasts, runId } from '#tests/support/filled-forecasts.ts'
import { insertRows } from '#tests/support/forecast-shop.ts'
import { good } from '#tests/support/good.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const otherKey = 'key-of-the-other'
const asOfDay = dayNumber(dayIn('Europe/London', Date.now())) - 1
let platform: TestPlatform
let client: ReturnType<typeof patronClient>
let other: ReturnType<typeof patronClient>

const clientOf = (token: string) =>
  patronClient({ fetch: (request) => fetch(request), baseUrl: platform.apiUrl, token })

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  const database = await platform.database()
  await addTenant(database, 'other', otherKey)
  client = clientOf(demoCredentials.apiKey)
  other = clientOf(otherKey)
})
afterAll(() => platform?.remove())

describe('before any forecast was made', () => {
  it('says so', async () => {
    const answer = await client.getForecast({})
    expect(answer).toMatchObject({
      ok: false,
      failure: { status: 404, problem: { detail: expect.stringContaining('No forecast was made yet') } },
    })
    expect(await good(client.listForecasts({}))).toMatchObject({ run: null, forecasts: [], total: 0 })
    expect(await good(client.listForecastAccuracy({}))).toEqual({ accuracy: [] })
    expect(await good(client.listForecastAlerts({}))).toEqual({ alerts: [], total: 0 })
  })
})

describe('once there are forecasts', () => {
  beforeAll(() => fillForecasts(platform, asOfDay))

  it('tells of an item what will sell, what sold, and what was said before', async () => {
    const forecast = await good(client.getForecast({ sku: 'MILK', history: 3 }))
    expect(forecast).toMatchObject({
      subject: { level: 'sku', sku: 'MILK', storeId: null, label: 'Whole milk', category: 'Dairy' },
      run: { runId, asOf: dayText(asOfDay) },
      grain: 'week',
      currency: 'GBP',
      stockOutDays: 2,
      accuracy: { wapeRate: 0.14, biasRate: -0.1 },
      members: [{ name: 'theta', share: 1 }],
    })
    // Normal errors: 70 units plus or minus 14 times 0.6745, 1.2816 and 1.96.
    expect(forecast.points).toHaveLength(13)
    expect(forecast.points[0]).toEqual({
      from: dayText(asOfDay + 1),
      to: dayText(asOfDay + 7),
      units: 70,
      revenueMinor: 7_000,
      intervals: [
        { coverageRate: 0.5, lower: 60.56, upper: 79.44 },
        { coverageRate: 0.8, lower: 52.06, upper: 87.94 },
        { coverageRate: 0.95, lower: 42.56, upper: 97.44 },
      ],
    })
    // 8 a day in Leeds and 2 online, all three of which were given back one on the last day.
    expect(forecast.history.map(({ units, returnedUnits }) => [units, returnedUnits])).toEqual([
      [70, 0],
      [70, 0],
      [70, 3],
    ])
    expect(forecast.history.at(-1)).toMatchObject({ to: dayText(asOfDay), revenueMinor: 10_500 })
    expect(forecast.past).toHaveLength(1)
    expect(forecast.past[0]?.asOf).toBe(dayText(asOfDay - 7))
    expect(forecast.past[0]?.points[1]).toEqual({
      ...{ from: dayText(asOfDay + 1), to: dayText(asOfDay + 7), units: 51 },
      ...{ lower80: 33.06, upper80: 68.94 },
    })
    expect(forecast.words).toEqual([
      'About 280 units in the next 28 days; in 8 of 10 such stretches between 244 and 316.',
      'That is as much as in the 28 days before.',
      'On 2 of the last 91 days there was nothing to sell; such days do not count as days without demand.',
      'Leeds has not told its last 2 days yet: they are taken as not known, not as days without sales.',
      'Its forecasts of 28 days were off by 14 % of what was sold, mostly too low.',
    ])
  })

  it('tells by day, of one place, with fewer days ahead', async () => {
    const forecast = await good(
      client.getForecast({ sku: 'MILK', store: 's1', grain: 'day', horizon: 2, history: 2 }),
    )
    expect(forecast.subject).toMatchObject({ level: 'sku-store', storeId: 's1', label: 'Whole milk, Leeds' })
    expect(forecast.points.map(({ from, units, revenueMinor }) => [from, units, revenueMinor])).toEqual([
      [dayText(asOfDay + 1), 10, 1_500],
      [dayText(asOfDay + 2), 10, 1_500],
    ])
    expect(forecast.history.map(({ units }) => units)).toEqual([8, 8])
    const online = await good(client.getForecast({ sku: 'MILK', store: 'online' }))
    expect(online.subject).toMatchObject({ storeId: '', label: 'Whole milk, online' })
    expect(online.points[0]?.revenueMinor).toBeNull()
    // The first sale was 40 days ago: the week it was in is not known whole.
    expect(online.history.map(({ units }) => units)).toEqual([14, 14, 14, 14, 14])
  })

  it('tells the usual share of a channel', async () => {
    const app = await good(client.getForecast({ sku: 'MILK', store: 's1', channel: 'app', history: 1 }))
    // Three of the eight units a day.
    expect(app.points[0]).toMatchObject({ units: 26.25, intervals: [{}, { lower: 19.52, upper: 32.98 }, {}] })
    expect(app.history[0]?.units).toBe(21)
    expect(app.words.join(' ')).toContain('the usual share of app: 38 %')
    const none = await good(client.getForecast({ sku: 'MILK', channel: 'email' }))
    expect([none.points[0]?.units, none.history]).toEqual([0, []])
  })

  it('tells what sums sold through a channel, from their own days', async () => {
    const through = (channel?: string) =>
      good(client.getForecast({ region: 'North', history: 3, ...(channel !== undefined && { channel }) }))
    const [all, app, web] = [await through(), await through('app'), await through('web')]
    expect(all.history.map(({ units }) => units)).toEqual([63, 63, 84])
    expect(app.history.map(({ units }) => units)).toEqual([21, 21, 21])
    // Three of the nine or twelve units a day.
    const share = (3 * 21) / (63 + 63 + 84)
    expect(app.points[0]?.units).toBeCloseTo(share * (all.points[0]?.units ?? 0), 1)
    expect([web.points[0]?.units, web.history.map(({ units }) => units)]).toEqual([0, [0, 0, 0]])
  })

  it.each([
    [{}, 'total', 'All sales'],
    [{ store: 's1' }, 'store', 'Leeds'],
    [{ store: 'online' }, 'store', 'Online'],
    [{ category: 'Dairy' }, 'category', 'Dairy'],
    [{ category: 'Dairy', store: 's1' }, 'category-store', 'Dairy, Leeds'],
    [{ region: 'North' }, 'region', 'North'],
    [{ sku: '=1+1' }, 'sku', 'Bread, "sliced"'],
  ])('tells of %j as %s', async (query, level, label) => {
    const { subject, points } = await good(client.getForecast(query))
    expect([subject.level, subject.label, points[0]?.units]).toEqual([level, label, 70])
  })

  it('tells what adds up with its own history and what was told of it', async () => {
    const { history, past, words } = await good(client.getForecast({}))
    expect(
      history.map(({ units, returnedUnits, revenueMinor }) => [units, returnedUnits, revenueMinor]),
    ).toEqual([
      [63, null, 12_600],
      [63, null, 12_600],
      [84, null, 16_800],
    ])
    expect(past.map(({ asOf }) => asOf)).toEqual([dayText(asOfDay - 7)])
    expect(words).toContain('It is added up from the forecasts below it.')
  })

  it('thinks a change of price through, for sales and for the next order', async () => {
    const answer = await good(client.askWhatIf({ sku: 'MILK', priceChangeRate: -0.1 }))
    expect(answer).toMatchObject({
      ...{ fromDay: dayText(asOfDay + 1), days: 28, currency: 'GBP', subject: { label: 'Whole milk' } },
      plain: { units: 280, lower80: 244.12, upper80: 315.88, revenueMinor: 28_000 },
      // 0.9 to the power of -2 is 1.2346; each unit brings 90.
      changed: { units: 345.68, lower80: 301.38, upper80: 389.98, revenueMinor: 31_111 },
    })
    expect(answer.reasons.join(' ')).toContain('2.0 % fewer units')
  })

  it('thinks a promotion and another lead time through', async () => {
    const promoted = await good(client.askWhatIf({ sku: 'MILK', isPromoted: true }))
    // Two weeks of 70 units, off by 14 each: 140 + 14 * sqrt(2) * 1.6449 = 172.6, of which 100 are there; with half as much again, 258.9.
    expect(promoted.order).toMatchObject({ plainQuantity: 73, changedQuantity: 159 })
    // (100 - 70) / 14 is 2.14 standard deviations; (100 - 105) / 21 is -0.24.
    expect(promoted.order?.plainStockOutRate).toBeCloseTo(0.019, 2)
    expect(promoted.order?.changedStockOutRate).toBeCloseTo(0.594, 2)
    expect(promoted.reasons.join(' ')).toContain('ordered for all places together')
    // Only the second week is promoted: 35 units more, and their share of the error.
    const later = { sku: 'MILK', isPromoted: true, fromDay: dayText(asOfDay + 8), days: 7 }
    expect((await good(client.askWhatIf(later))).order?.changedQuantity).toBe(Math.ceil(72.57 + 35 + 11.51))
    const slower = await good(client.askWhatIf({ sku: 'MILK', leadTimeDays: 14 }))
    expect(slower.changed).toEqual(slower.plain)
    // Three weeks: 210 + 14 * sqrt(3) * 1.6449 = 249.9.
    expect(slower.order?.changedQuantity).toBe(150)
    expect(slower.reasons.join(' ')).toContain('An order takes 14 days instead of 7.')
    const unknown = await good(client.askWhatIf({ sku: 'NEW-1', isPromoted: true, priceChangeRate: 0.5 }))
    expect([unknown.order, unknown.changed.units]).toEqual([null, unknown.plain.units])
    expect(unknown.reasons).toContain('How much of it there is was not told, so no order can be worked out.')
  })

  it.each([
    [{ sku: 'NOTHING' }, 404, 'There is no such item'],
    [{ sku: 'MILK', days: 92 }, 422, '/days'],
    [{ sku: 'MILK', fromDay: dayText(asOfDay) }, 422, '/fromDay'],
    [{ sku: 'MILK', fromDay: dayText(asOfDay + 80) }, 422, '/days'],
    [{ sku: 'MILK', priceChangeRate: -1 }, 422, '/priceChangeRate'],
    [{ sku: '' }, 422, '/sku'],
  ])('answers what if %j with %i', async (change, status, said) => {
    const answer = await client.askWhatIf(change)
    expect(answer).toMatchObject({ ok: false, failure: { status } })
    expect(JSON.stringify(answer)).toContain(said)
  })

  it('says of an item that was never sold what new items sell', async () => {
    const forecast = await good(client.getForecast({ sku: 'SHELF-WARMER' }))
    expect(forecast).toMatchObject({
      subject: { level: 'sku', sku: 'SHELF-WARMER', label: 'Shelf warmer' },
      ...{ lane: 'new', fallback: 'never-sold', history: [], past: [] },
    })
    expect(forecast.points.map(({ units }) => units)).toEqual(Array(13).fill(70))
    expect(forecast.words.join(' ')).toContain('because it was never sold')
    const inStore = await good(client.getForecast({ sku: 'SHELF-WARMER', store: 's1' }))
    expect(inStore.subject).toMatchObject({ level: 'sku-store', storeId: 's1', label: 'Shelf warmer, Leeds' })
  })

  it('says which places have not told their last days', async () => {
    const late = [{ storeId: 's1', label: 'Leeds', from: dayText(asOfDay - 1) }]
    expect((await good(client.getForecast({}))).late).toEqual(late)
    const ofStore = await good(client.getForecast({ store: 's1' }))
    expect([
      ofStore.late,
      ofStore.words.join(' ').includes('Leeds has not told its last 2 days yet'),
    ]).toEqual([late, true])
    expect((await good(client.getForecast({ store: 'online' }))).late).toEqual([])
  })

  it.each([
    [{ sku: 'NOTHING' }, 404, 'There is no such item'],
    [{ sku: 'LAST-YEAR' }, 404, 'This item was not sold for a year'],
    [{ sku: 'FROM-A-FILE' }, 404, 'This item was not sold for a year'],
    [{ sku: 'NEW-1', store: 's1' }, 404, 'This item was not sold in that place'],
    [{ store: 's2' }, 404, 'There is no such store'],
    [{ category: 'Toys' }, 404, 'Nothing of it was sold lately'],
    [{ sku: 'MILK', region: 'North' }, 422, '/region'],
    [{ channel: 'pos' }, 422, '/channel'],
    [{ sku: 'MILK', channel: 'pigeon' }, 422, '/channel'],
    [{ horizon: 14 }, 422, '/horizon'],
    [{ horizon: 92, grain: 'day' as const }, 422, '/horizon'],
    [{ history: 731 }, 422, '/history'],
  ])('answers %j with %i', async (query, status, said) => {
    const answer = await client.getForecast(query)
    expect(answer).toMatchObject({ ok: false, failure: { status } })
    expect(JSON.stringify(answer)).toContain(said)
  })

  it('lists forecasts by what is asked, in pages', async () => {
    const skus = async (query: Parameters<typeof client.listForecasts>[0]) =>
      (await good(client.listForecasts(query))).forecasts.map(({ subject }) => subject.sku)
    const { forecasts, total, run } = await good(client.listForecasts({}))
    expect([total, run?.runId]).toEqual([3, runId])
    expect(forecasts.map(({ subject }) => subject.sku)).toEqual(['MILK', 'NEW-1', '=1+1'])
    expect(forecasts.map((each) => each.changeRate)).toEqual([0, null, -0.5])
    expect(forecasts[0]).toMatchObject({ unitsNext28Low80: 244.12, unitsNext28High80: 315.88, abcClass: 'A' })
    expect(await skus({ sort: 'units' })).toEqual(['NEW-1', '=1+1', 'MILK'])
    expect(await skus({ sort: 'name' })).toEqual(['=1+1', 'NEW-1', 'MILK'])
    expect(await skus({ sort: 'change' })).toEqual(['MILK', '=1+1', 'NEW-1'])
    expect(await skus({ sort: 'wape' })).toEqual(['=1+1', 'MILK', 'NEW-1'])
    expect(await skus({ query: 'sliced BREAD' })).toEqual(['=1+1'])
    expect(await skus({ query: 'new-' })).toEqual(['NEW-1'])
    expect(await skus({ abc: 'C' })).toEqual(['=1+1'])
    expect(await skus({ demandClass: 'lumpy' })).toEqual(['=1+1'])
    expect(await skus({ category: 'Dairy' })).toEqual(['MILK'])
    const places = await good(client.listForecasts({ level: 'sku-store', sku: 'MILK' }))
    expect(places.forecasts.map(({ subject }) => subject.label)).toEqual([
      'Whole milk, online',
      'Whole milk, Leeds',
    ])
    expect((await good(client.listForecasts({ level: 'sku-store', store: 'online' }))).total).toBe(1)
    expect((await good(client.listForecasts({ level: 'store', query: 's1' }))).total).toBe(1)
    for (const sort of ['revenue', 'units', 'change', 'name', 'wape'] as const) {
      const whole = await skus({ sort })
      const paged: (string | null)[] = []
      for (let cursor: string | undefined; ; ) {
        const page = await good(client.listForecasts({ sort, limit: 1, cursor }))
        paged.push(...page.forecasts.map(({ subject }) => subject.sku))
        if (page.nextCursor === null) break
        cursor = page.nextCursor
      }
      expect(paged).toEqual(whole)
    }
  })

  it.each([
    [{ level: 'sku' as const, store: 's1' }, '/store'],
    [{ level: 'store' as const, sku: 'MILK' }, '/sku'],
    [{ cursor: 'bm9uc2Vuc2U' }, '/cursor'],
    [{ limit: 201 }, '/limit'],
  ])('refuses to list by %j', async (query, pointer) => {
    const answer = await client.listForecasts(query)
    expect(answer).toMatchObject({ ok: false, failure: { problem: { status: 422, errors: [{ pointer }] } } })
  })

  it.each(['store', 'sku-store'] as const)(
    'lists no forecasts of level %s for a store that nobody knows',
    async (level) => {
      const unknown = await client.listForecasts({ level, store: 's2' })
      expect(unknown).toMatchObject({
        failure: { status: 404, problem: { detail: 'There is no such store' } },
      })
      const known = await good(client.listForecasts({ level, store: 's1', query: 'nothing like it' }))
      expect(known.forecasts).toEqual([])
    },
  )

  it('tells how good forecasts were, and what was not as expected', async () => {
    const { accuracy } = await good(client.listForecastAccuracy({}))
    expect(accuracy).toMatchObject([
      { toDay: dayText(asOfDay), horizonDays: 28, wasTold: true, wapeRate: 0.2, rmsse: null },
    ])
    expect((await good(client.listForecastAccuracy({ horizonDays: 7 }))).accuracy).toHaveLength(1)
    expect((await good(client.listForecastAccuracy({ level: 'store' }))).accuracy).toEqual([])
    const { alerts, total } = await good(client.listForecastAlerts({}))
    expect(total).toBe(1)
    expect(alerts[0]).toMatchObject({
      subject: { label: 'Whole milk, Leeds' },
      text: `Whole milk, Leeds sold 48 in the 7 days up to ${dayText(asOfDay)}; 20 to 35 were expected.`,
    })
    const all = await good(client.listForecastAlerts({ days: 40 }))
    expect(all.alerts[1]?.text).toContain('off by 45 % of what was sold')
  })

  it('keeps a calendar of own events beside the holidays', async () => {
    const body = {
      ...{ name: 'Christmas market', kind: 'event' as const, expectedChangeRate: 0.5 },
      ...{ fromDay: dayText(asOfDay + 3), toDay: dayText(asOfDay + 4), storeId: 'online', category: null },
    }
    const event = await good(client.createCalendarEvent(body))
    expect(event).toMatchObject({ ...body, storeId: '' })
    const calendar = await good(client.getSalesCalendar())
    expect(calendar.events).toEqual([event])
    expect(calendar.holidays.map(({ name }) => name)).toContain('Christmas Day')
    expect(calendar.holidays.every(({ country }) => country === null)).toBe(true)
    const berlin = { tenantId: 'demo', source: 'test', storeId: 'berlin', describedAt: 0 }
    await insertRows(await platform.database(), 'store', [{ ...berlin, facts: { country: ['1', 'DE'] } }])
    const abroad = (await good(client.getSalesCalendar())).holidays.filter(({ country }) => country === 'DE')
    expect(abroad.map(({ name }) => name)).toContain('National Holiday')
    const marks = async (query: Parameters<typeof client.getForecast>[0]) =>
      (await good(client.getForecast(query))).marks
        .filter(({ kind }) => kind === 'event')
        .map(({ day }) => day)
    expect(await marks({ store: 'online' })).toEqual([dayText(asOfDay + 3), dayText(asOfDay + 4)])
    expect(await marks({ store: 's1' })).toEqual([])
    for (const [changes, pointer] of [
      [{ toDay: dayText(asOfDay) }, '/toDay'],
      [{ toDay: dayText(asOfDay + 400) }, '/toDay'],
      [{ fromDay: '2026-02-30' }, '/fromDay'],
      [{ name: ' ' }, '/name'],
    ] as const) {
      const refused = await client.createCalendarEvent({ ...body, ...changes })
      expect(refused).toMatchObject({ failure: { problem: { status: 422, errors: [{ pointer }] } } })
    }
    expect(await other.deleteCalendarEvent(event.eventId)).toMatchObject({ failure: { status: 404 } })
    await good(client.deleteCalendarEvent(event.eventId))
    expect(await client.deleteCalendarEvent(event.eventId)).toMatchObject({ failure: { status: 404 } })
    expect((await good(client.getSalesCalendar())).events).toEqual([])
  })

  it('hands everything out as CSV and as Parquet, which say the same', async () => {
    const text = await (await platform.api('/v1/forecasts/export?level=sku')).text()
    const lines = text.trimEnd().split('\r\n')
    expect(lines).toHaveLength(1 + 3 * 13)
    expect(lines[1]).toBe(
      [
        `sku,'=1+1,,,Bakery,,"Bread, ""sliced"""`,
        [asOfDay, asOfDay + 1, asOfDay + 7].map(dayText).join(),
        '70,60.56,79.44,52.06,87.94,42.56,97.44,7000,GBP',
      ].join(),
    )
    const answer = await platform.api('/v1/forecasts/export?level=sku&format=parquet')
    expect(answer.headers.get('content-type')).toBe('application/vnd.apache.parquet')
    const rows = await parquetReadObjects({ file: await answer.arrayBuffer() })
    const cells = rows.map((row) =>
      Object.values(row).map((value) =>
        value instanceof Date ? value.toISOString().slice(0, 10) : value === null ? '' : String(value),
      ),
    )
    // No cell of these has a comma but the one that is quoted, or begins like a formula but one.
    expect(cells.map((row) => row.join())).toEqual(
      lines.slice(1).map((line) => line.replace("'=", '=').replace('"Bread, ""sliced"""', 'Bread, "sliced"')),
    )
    expect(Object.keys(rows[0] ?? {}).join()).toBe(lines[0])
    const days = await (await platform.api('/v1/forecasts/export?level=sku-store&grain=day')).text()
    expect(days.trimEnd().split('\r\n')).toHaveLength(1 + 2 * 91)
    const empty = await platform.api('/v1/forecasts/export?format=parquet', {
      headers: { authorization: `Bearer ${otherKey}` },
    })
    expect(await parquetReadObjects({ file: await empty.arrayBuffer() })).toEqual([])
    expect((await platform.api('/v1/forecasts/export?level=shelf')).status).toBe(422)
  })

  it('shows another shop none of it', async () => {
    expect(await other.getForecast({ sku: 'MILK' })).toMatchObject({ failure: { status: 404 } })
    expect(await good(other.listForecasts({}))).toMatchObject({ run: null, forecasts: [] })
    const { forecasts } = await good(client.listForecasts({ query: 'secret' }))
    expect(forecasts).toEqual([])
  })
})
