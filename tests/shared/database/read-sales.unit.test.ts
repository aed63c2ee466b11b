import { afterAll, expect, it } from 'vitest'
import { type DayMarkRow, dayMarkStatements, salesDaysOf } from '#shared/database/read-sales.ts'
import { nextSalesFileWork } from '#shared/sales/plan-sales-files.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
afterAll(() => database.close())

/** A report may speak of so many items, each of which becomes a sale. */
const mostItemsOfReport = 500
/** Some 30 MB of files and the tables of them: what is read for one file is in memory at once. */
const mostSalesInMemory = 2_000_000

it('tells of reports that so many are read at once as fit into memory', () => {
  database.run([
    {
      text: `with recursive age(days) as (select 0 union all select days + 1 from age where days < 1094),
          store(number) as (select 1 union all select number + 1 from store where number < 50)
        insert into reported_sales (tenant_id, source, day, store_id, channel, part, reported_at, lines, mark)
        select 'shop', 'csv', date('2026-11-21', '-' || days || ' days'), number, 'pos', '', 0, '{}', 7 from age, store`,
      values: [],
    },
  ])
  const [orders, reports] = dayMarkStatements('shop', '1970-01-01', '2026-11-21')
  const rowsOf = (statement: typeof orders) => database.read(statement) as unknown as DayMarkRow[]
  const wanted = salesDaysOf(rowsOf(orders), rowsOf(reports))
  expect(wanted).toHaveLength(1095)
  const lastDay = wanted.at(-1)?.day ?? 0
  const work = nextSalesFileWork([], wanted, lastDay - 1_119, lastDay)
  const sales = (work?.readDays.length ?? 0) * 50 * mostItemsOfReport
  expect([sales > 0, sales <= mostSalesInMemory]).toEqual([true, true])
})
