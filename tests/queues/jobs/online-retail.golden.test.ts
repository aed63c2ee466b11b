import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ImportWorld } from './memory-import-ports.ts'

// UCI "Online Retail" (Chen et al. 2012, CC BY 4.0), 2010-12-01 to 2011-09-10. Not part of the repository.
const dataset = fileURLToPath(
  new URL('../../../../shared/data/online-retail/transactions_2010-12-01_2011-09-10.csv.gz', import.meta.url),
)
const isThere = existsSync(dataset)

describe('the import of the Online Retail file', () => {
  it.skipIf(!isThere)(
    `gives its orders, customers and revenue exactly${isThere ? '' : ' (SKIPPED: the file is not here)'}`,
    async () => {
      const file = gunzipSync(readFileSync(dataset))
      const world = new ImportWorld()
      world.upload('imp_1', new Uint8Array(file))
      const row = await world.run('imp_1')
      expect(row).toMatchObject({
        rowCount: 334_054,
        rejectedRowCount: 0,
        orderCount: 17_086,
        acceptedEventCount: 17_086,
      })

      const events = [...world.events.values()]
      const revenueMinor = events
        .flatMap((event) => event.order?.lines ?? [])
        .reduce((sum, line) => sum + line.amountMinor, 0)
      expect(revenueMinor).toBe(revenueOf(file.toString()))
      expect(revenueMinor).toBe(601_303_954)
      expect(new Set(events.flatMap((event) => event.identifiers.map(({ value }) => value))).size).toBe(3_412)
      expect(new Set(events.map((event) => event.order?.orderId)).size).toBe(17_086)
      const cancellations = events.filter((event) => event.order?.kind === 'cancellation')
      expect(cancellations.every((event) => event.order?.orderId.startsWith('C'))).toBe(true)
      expect(cancellations).toHaveLength(
        events.filter((event) => event.order?.orderId.startsWith('C')).length,
      )
    },
    60_000,
  )
})

/** Another way to the same sum: prices in thousandths as whole numbers, rounded to pence line by line. */
function revenueOf(csv: string): number {
  let sumMinor = 0
  for (const line of csv.split('\n').slice(1)) {
    const [, , quantity = '', , price = ''] = line.split(',')
    if (price === '') continue
    const thousandths = Math.round(Number(price) * 1000) * Number(quantity)
    sumMinor += Math.sign(thousandths) * Math.floor((Math.abs(thousandths) + 5) / 10)
  }
  return sumMinor
}
