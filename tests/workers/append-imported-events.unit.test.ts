import { expect, it } from 'vitest'
import { asWritten } from '#shared/imports/as-written.ts'
import { importRows } from '#tests/shared/imports/kinds/import-rows.ts'
import { emptyShop } from '#tests/support/canary-shop.ts'

const csv = `phone,country,city,updated at
98765 01234,IN,Pune,2026-01-01
0151 23456789,Germany,Berlin,2026-01-01
020 7946 0123,FR,Paris,2026-01-01`

it.each([
  ['as files were read before the country of a row counted', () => importRows(csv).events.map(asWritten)],
  ['as it is read in a shop of another country', () => importRows(csv, {}, 'IN').events],
])('takes a file that it has taken %s for the same', async (_, first) => {
  const shop = emptyShop()
  await shop.send(first())
  const before = shop.database.all('select * from customer_profile order by 1')
  await shop.send(importRows(csv).events)
  expect(shop.database.all('select reason from quarantined_event')).toEqual([])
  expect(shop.database.all('select * from customer_profile order by 1')).toEqual(before)
  expect(shop.shards.reduce((sum, shard) => sum + shard.counts().accepted, 0)).toBe(3)
  shop.close()
})

it('still tells an event of a known name and other content', async () => {
  const shop = emptyShop()
  const [event] = importRows(csv).events
  if (event === undefined) throw new Error('the row became no event')
  await shop.send([event, { ...event, traits: { ...event.traits, city: 'Poona' } }])
  expect(shop.database.all('select reason from quarantined_event')).toEqual([{ reason: 'event-id-conflict' }])
  shop.close()
})
