import { expect, it } from 'vitest'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { asWritten } from '#shared/imports/as-written.ts'
import { hourMs } from '#shared/kernel/time.ts'
import { importRows } from '#tests/shared/imports/kinds/import-rows.ts'
import { emptyShop } from '#tests/support/canary-shop.ts'
import { testTimeMs } from '#tests/support/new-event.ts'

/** The event of a row of India in a British shop. `more`: another column, which makes another event of it. */
function rowOfIndia(phone: string, more: string): CanonicalEvent {
  const csv = `phone,email,country,city,updated at\n${phone},${more}`
  const [event] = importRows(csv).events
  if (event === undefined) throw new Error('the row became no event')
  return { ...event, occurredAt: testTimeMs }
}

/** Has a shop forget who has the identifier. */
async function forget(shop: ReturnType<typeof emptyShop>, key: string): Promise<void> {
  const customerId = shop.directory.find([key]).get(key)
  if (customerId === undefined) throw new Error(`nobody has ${key}`)
  const decided = await shop.decideErasure({ customerId })
  if (!decided.ok) throw new Error(decided.failure.message)
  await settleIdentity(shop.tenant, shop.ports)
}

const written = '98765 01234'
const asBritish = 'phone:+449876501234'
const asIndian = 'phone:+919876501234'
const suppressedCount = (shop: ReturnType<typeof emptyShop>) =>
  shop.shards.reduce((sum, shard) => sum + shard.counts().suppressed, 0)

it('leaves out who was forgotten by what the shop’s country makes of a number that a row has as its own country’s', async () => {
  const shop = emptyShop()
  // As files were read when the country of a row did not count.
  await shop.send([asWritten(rowOfIndia(written, ',IN,Pune,2026-01-01'))])
  await forget(shop, asBritish)
  await shop.send([rowOfIndia(written, ',IN,Poona,2026-01-01')])
  expect([...shop.directory.find([asBritish, asIndian])]).toEqual([])
  expect(suppressedCount(shop)).toBe(1)
  shop.close()
})

it('leaves out who was forgotten by the number as the row has it, and nobody else', async () => {
  const shop = emptyShop()
  await shop.send([rowOfIndia(written, ',IN,Pune,2026-01-01')])
  await forget(shop, asIndian)
  await shop.send([
    rowOfIndia(written, ',IN,Poona,2026-01-01'),
    rowOfIndia('98765 01235', ',IN,Pune,2026-01-01'),
  ])
  expect([...shop.directory.find([asBritish, asIndian, 'phone:+919876501235']).keys()]).toEqual([
    'phone:+919876501235',
  ])
  expect(suppressedCount(shop)).toBe(1)
  shop.close()
})

it('takes what happened after the request, though the number was forgotten as another', async () => {
  const shop = emptyShop()
  await shop.send([asWritten(rowOfIndia(written, ',IN,Pune,2026-01-01'))])
  await forget(shop, asBritish)
  shop.clockMs += hourMs
  await shop.send([{ ...rowOfIndia(written, ',IN,Poona,2026-01-01'), occurredAt: shop.clockMs }])
  expect([...shop.directory.find([asBritish, asIndian]).keys()]).toEqual([asIndian])
  shop.close()
})
