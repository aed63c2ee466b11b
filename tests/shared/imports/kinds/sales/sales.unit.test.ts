import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guessColumns } from '#shared/imports/guess-columns.ts'
import { missingColumns } from '#shared/imports/missing-columns.ts'
import { importRows, uploadedAtMs } from '../import-rows.ts'

const reportsIn = (csv: string, changes = {}) =>
  importRows(csv, changes).events.flatMap(({ salesReport }) => salesReport ?? [])

describe('a file of sales', () => {
  it('becomes a report for each day, place and channel, with the rows of an item added up', () => {
    const { kind, events, rejects } = importRows(
      [
        'Date,Store,Channel,SKU,Product,Category,Units,Revenue',
        '2026-01-02,London,till,MUG,Mug,Kitchen,2,17.00',
        '2026-01-02,London,till,MUG,,,0.5,4.25',
        '2026-01-02,London,till,TRAY,Tray,Kitchen,1,24.00',
        '2026-01-02,London,online,MUG,Mug,Kitchen,3,25.50',
        '2026-01-03,,till,MUG,Mug,Kitchen,1,8.50',
      ].join('\n'),
    )
    expect([kind, rejects]).toEqual(['sales', []])
    const mug = { sku: 'MUG', name: 'Mug', category: 'Kitchen', returnedUnits: 0 }
    expect(events).toEqual([
      {
        id: expect.stringMatching(/^sales:/),
        source: 'csv/files',
        kind: 'track',
        name: 'Sales Reported',
        channel: 'pos',
        occurredAt: uploadedAtMs,
        receivedAt: uploadedAtMs + 1000,
        identifiers: [],
        salesReport: {
          day: '2026-01-02',
          storeId: 'London',
          part: '',
          currency: 'GBP',
          lines: [
            { ...mug, units: 2.5, revenueMinor: 2125 },
            { ...mug, sku: 'TRAY', name: 'Tray', units: 1, revenueMinor: 2400 },
          ],
        },
      },
      expect.objectContaining({
        channel: 'web',
        salesReport: expect.objectContaining({ lines: [{ ...mug, units: 3, revenueMinor: 2550 }] }),
      }),
      expect.objectContaining({
        salesReport: {
          day: '2026-01-03',
          part: '',
          currency: 'GBP',
          lines: [{ ...mug, units: 1, revenueMinor: 850 }],
        },
      }),
    ])
  })

  it.each<[string, string, object]>([
    ['units below zero came back', '-2,-17.00,', { units: 0, returnedUnits: 2, revenueMinor: 0 }],
    [
      'units given back stand beside those sold',
      '3,25.50,1',
      { units: 3, returnedUnits: 1, revenueMinor: 2550 },
    ],
    ['with whatever sign', '3,25.50,-1', { units: 3, returnedUnits: 1, revenueMinor: 2550 }],
    ['nothing sold is a word too', '0,,', { units: 0, returnedUnits: 0, revenueMinor: 0 }],
    ['a spike is taken as it is', '1000000000,,', { units: 1e9, returnedUnits: 0, revenueMinor: 0 }],
    ['amounts may be left out', '3,,', { units: 3, returnedUnits: 0, revenueMinor: 0 }],
    ['so may the currency sign', '3,£25.50,', { units: 3, returnedUnits: 0, revenueMinor: 2550 }],
  ])('%s: %s', (_, cells, expected) => {
    const [report] = reportsIn(`day,sku,units,revenue,returns\n2026-01-02,MUG,${cells}`)
    expect(report?.lines).toEqual([{ sku: 'MUG', ...expected }])
  })

  it('reckons the amount from a price, exactly', () => {
    const [report] = reportsIn('date,sku,qty,unit price\n2026-01-02,MUG,0.333,8.55\n2026-01-02,MUG,-1,8.55')
    expect(report?.lines).toEqual([{ sku: 'MUG', units: 0.333, returnedUnits: 1, revenueMinor: 285 }])
  })

  it('knows an item without a number by its name', () => {
    const [report] = reportsIn('date,item,units sold\n2026-01-02,Blue mug,4')
    expect(report?.lines).toEqual([
      { sku: 'Blue mug', name: 'Blue mug', units: 4, returnedUnits: 0, revenueMinor: 0 },
    ])
  })

  it('takes channel and currency of the file where rows name none, and grouped digits', () => {
    const csv = 'Datum,Artikelnummer,Menge,Umsatz\n31.01.2026,MUG,1.5,1 234.50\n31.01.2026,TRAY,1000,2'
    const { kind, events } = importRows(csv, {
      channel: 'pos',
      currency: 'JPY',
    })
    expect(kind).toBe('sales')
    expect(events[0]).toMatchObject({ channel: 'pos', salesReport: { day: '2026-01-31', currency: 'JPY' } })
    expect(events[0]?.salesReport?.lines.map(({ revenueMinor }) => revenueMinor)).toEqual([1235, 2])
  })

  it.each([
    ['unknown-date', '2026-02-30,MUG,1,1'],
    ['unknown-date', 'yesterday,MUG,1,1'],
    ['unknown-date', '1969-12-31,MUG,1,1'],
    ['day-to-come', '2026-11-23,MUG,1,1'],
    ['missing-value', ',MUG,1,1'],
    ['missing-value', '2026-01-02,,1,1'],
    ['missing-value', '2026-01-02,MUG,,1'],
    ['invalid-amount', '2026-01-02,MUG,NaN,1'],
    ['invalid-amount', '2026-01-02,MUG,few,1'],
    ['invalid-amount', '2026-01-02,MUG,1,cheap'],
    ['amount-too-large', '2026-01-02,MUG,1000000000001,1'],
    ['amount-too-large', '2026-01-02,MUG,1,999999999999999'],
    ['column-count', '2026-01-02,MUG,1'],
  ])('rejects as %s: %s', (reason, row) => {
    const { events, rejects } = importRows(`date,sku,units,revenue\n2026-01-02,TRAY,1,1\n${row}`)
    expect(rejects.map(({ kind, lineNumber }) => [kind, lineNumber])).toEqual([[reason, 3]])
    expect(events).toHaveLength(1)
  })

  it('takes the day that it is anywhere, of whichever a file may tell before it is over', () => {
    const csv = 'date,sku,units\n2026-11-21,MUG,1\n2026-11-20,MUG,1'
    expect(reportsIn(csv).map(({ day }) => day)).toEqual(['2026-11-21', '2026-11-20'])
  })

  it('rejects the row that makes a sum too large, and keeps the others', () => {
    const most = '90071992547409'
    const { events, rejects } = importRows(
      `date,sku,units,revenue\n2026-01-02,MUG,1,${most}\n2026-01-02,MUG,1,1`,
    )
    expect(rejects.map(({ kind, lineNumber }) => [kind, lineNumber])).toEqual([['amount-too-large', 3]])
    expect(events[0]?.salesReport?.lines[0]).toMatchObject({ units: 1, revenueMinor: 9007199254740900 })
  })

  it('divides a day of many items into parts, in which an item has its place', () => {
    const rows = Array.from({ length: 1_300 }, (_, index) => `2026-01-02,SKU-${index},${index}`)
    const reports = reportsIn(`date,sku,units sold\n${rows.join('\n')}`)
    expect(reports.map(({ part }) => part).sort()).toEqual(['1/4', '2/4', '3/4', '4/4'])
    expect(Math.max(...reports.map(({ lines }) => lines.length))).toBeLessThan(500)
    expect(reports.flatMap(({ lines }) => lines)).toHaveLength(1_300)
    const placeOf = (found: typeof reports) =>
      new Map(found.flatMap(({ part, lines }) => lines.map(({ sku }) => [sku, part])))
    const others = reportsIn(`date,sku,units sold\n${rows.slice(0, 1_100).reverse().join('\n')}`)
    for (const [sku, part] of placeOf(others)) expect(placeOf(reports).get(sku)).toBe(part)
  })

  it('keeps a day within what a place can sell', () => {
    const rows = Array.from({ length: 50_002 }, (_, index) => `2026-01-02,SKU-${index},1`)
    const { rejects, events } = importRows(`date,sku,units sold\n${rows.join('\n')}\n2026-01-02,SKU-0,1`)
    expect(rejects.map(({ kind, lineNumber }) => [kind, lineNumber])).toEqual([
      ['too-many-items', 50_002],
      ['too-many-items', 50_003],
    ])
    const lines = events.flatMap(({ salesReport }) => salesReport?.lines ?? [])
    expect(lines.find(({ sku }) => sku === 'SKU-0')?.units).toBe(2)
  })

  it('adds up to what the rows say, whatever their order', () => {
    const row = fc.record({
      day: fc.integer({ min: 1, max: 3 }),
      store: fc.constantFrom('', '1', '2', '1 till'),
      channel: fc.constantFrom('pos', 'web', ''),
      sku: fc.constantFrom('A', 'B', '1', '__proto__'),
      tenths: fc.integer({ min: -30, max: 300 }),
      pence: fc.integer({ min: 0, max: 5_000 }),
    })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        const csv = rows.map(
          ({ day, store, channel, sku, tenths, pence }) =>
            `2026-01-0${day},${store},${channel},${sku},${tenths / 10},${pence / 100}`,
        )
        const { events, rejects } = importRows(`date,store,channel,sku,units,revenue\n${csv.join('\n')}`)
        expect(rejects).toEqual([])
        const found = events.flatMap(({ channel, salesReport }) =>
          (salesReport?.lines ?? []).map(({ sku, units, returnedUnits, revenueMinor }) => [
            [salesReport?.day, salesReport?.storeId ?? '', channel, sku].join('|'),
            [units, returnedUnits, revenueMinor],
          ]),
        )
        const expected = new Map<string, [number, number, number]>()
        for (const { day, store, channel, sku, tenths, pence } of rows) {
          const key = [`2026-01-0${day}`, store, channel === '' ? 'import' : channel, sku].join('|')
          const [sold, back, paid] = expected.get(key) ?? [0, 0, 0]
          expected.set(key, [
            sold + (tenths > 0 ? tenths : 0),
            back + (tenths < 0 ? -tenths : 0),
            paid + (tenths > 0 ? pence : 0),
          ])
        }
        const wanted = [...expected].map(([key, [sold, back, paid]]) => [key, [sold / 10, back / 10, paid]])
        expect(found.sort()).toEqual(wanted.sort())
      }),
      { numRuns: 200 },
    )
  })
})

it.each([
  ['day,product_title,variant_sku,net_quantity,net_sales', 'soldOn productName productId units revenue'],
  ['date,store,item,sales', 'soldOn storeId productName units'],
  ['Date,Family,store_nbr,unit_sales,item_id', 'soldOn category storeId units productId'],
  [
    'Datum,Filiale,Artikelnummer,Bezeichnung,Absatz,Umsatz',
    'soldOn storeId productId productName units revenue',
  ],
  ['Jour,Magasin,SKU,Quantité vendue,CA,Canal', 'soldOn storeId productId units revenue channel'],
  ['Fecha,Tienda,SKU,Unidades,Ventas,Devoluciones', 'soldOn storeId productId units revenue returnedUnits'],
  ['Business Date,Outlet,SKU,Qty Sold,Price', 'soldOn storeId productId units unitPrice'],
])('finds the columns of %s', (headings, fields) => {
  const columns = headings.split(',')
  const guessed = guessColumns('sales', columns)
  expect(Object.fromEntries(Object.entries(guessed).map(([field, column]) => [column, field]))).toEqual(
    Object.fromEntries(columns.map((column, index) => [column, fields.split(' ')[index]])),
  )
  expect(missingColumns('sales', guessed)).toEqual([])
})

it.each([
  ['date,units', ['productId']],
  ['sku,units', ['soldOn']],
  ['sku,date', ['units']],
])('misses in %s: %s', (headings, missing) => {
  const found = missingColumns('sales', guessColumns('sales', headings.split(',')))
  expect(found.map(({ field }) => field)).toEqual(missing)
})
