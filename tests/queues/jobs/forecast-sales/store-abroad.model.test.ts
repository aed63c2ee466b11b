import { afterAll, expect, it } from 'vitest'
import { channelSection, findNodeSections, readNodeSection } from '#shared/demand/node-series.ts'
import type { OutlookBasis } from '#shared/demand/outlook.ts'
import { dayNumber, dayText } from '#shared/sales/day-number.ts'
import { ForecastWorld } from '#tests/support/forecast-world.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
afterAll(() => database.close())

/** The world begins on 2026-11-22, so this is the last day that is over. */
const lastDay = 20_778
const dayCount = 400
const unityDay = dayNumber('2026-10-03')

/** Leeds sells at its till; Berlin as much through its till as through an app, and nothing on the day of German unity. */
async function forecastShops(): Promise<ForecastWorld> {
  const world = new ForecastWorld(database)
  world.sizes = { mostSales: 4_000, fewSales: 200, mostOrders: 8_000, fewOrders: 100 }
  world.countries = { berlin: 'DE' }
  for (let day = lastDay - dayCount + 1; day <= lastDay; day += 1) {
    const units = 30 + (day % 3)
    const isClosed = day === unityDay || day === dayNumber('2025-10-03')
    const places = [
      ['leeds', 'pos', units],
      ...(isClosed
        ? []
        : ([
            ['berlin', 'pos', units],
            ['berlin', 'app', units / 2],
          ] as const)),
    ] as const
    database.run(
      places.map(([storeId, channel, sold]) => ({
        text: `insert into reported_sales (tenant_id, source, day, store_id, channel, part, reported_at, lines, mark)
          values ('tenant', 'till', ?, ?, ?, '0', 0, ?, 1)`,
        values: [
          dayText(day),
          storeId,
          channel,
          JSON.stringify({ 0: [['mug', sold, 0, sold * 250, 'Kitchen', 'Mug']] }),
        ],
      })),
    )
  }
  const jobId = world.start()
  await world.runAll()
  expect(world.job(jobId)).toMatchObject({ state: 'done', failure: null })
  return world
}

it('a store abroad has the holidays of its country, and what went through each channel is kept', async () => {
  const world = await forecastShops()
  const basis: OutlookBasis = JSON.parse(String(world.rows('forecast_run', 'run_id')[0]?.basis))
  expect(basis.abroad?.countries).toEqual({ berlin: 'DE' })
  expect(basis.abroad?.holidays.DE?.['National Holiday']).toBe(0)
  expect(basis.holidays).not.toHaveProperty('National Holiday')
  expect(basis.abroad?.dayFactors.DE).toHaveLength(91)

  const [file] = [...world.archive.objects].filter(([key]) => key.includes('/nodes/'))
  const bytes = (file?.[1].bytes ?? new Uint8Array(0)).slice().buffer
  const berlin = { level: 'store', storeId: 'berlin', category: '', region: '' } as const
  const through = (place: Parameters<typeof findNodeSections>[1], channel: 'pos' | 'app' | 'web') => {
    const sections = findNodeSections(bytes, place)
    const section = sections && channelSection(sections, channel)
    if (section === undefined || typeof section === 'string') return section
    return readNodeSection(bytes.slice(section.offset, section.offset + section.byteCount)).units.at(-1)
  }
  const units = 30 + (lastDay % 3)
  expect([through(berlin, 'pos'), through(berlin, 'app'), through(berlin, 'web')]).toEqual([
    units,
    units / 2,
    'none',
  ])
  expect(through({ ...berlin, storeId: 'leeds' }, 'pos')).toBe('all')
  const total = { ...berlin, level: 'total', storeId: '' } as const
  expect([through(total, 'pos'), through(total, 'app')]).toEqual([2 * units, units / 2])
})
