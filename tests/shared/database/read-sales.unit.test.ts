import { afterAll, expect, it } from 'vitest'
import {
  type DayMarkRow,
  dayMarkStatements,
  salesDaysOf,
  soldOrdersStatement,
} from '#shared/database/read-sales.ts'
import { nextSalesFileWork } from '#shared/sales/plan-sales-files.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
afterAll(() => database.close())

/** A report may speak of so many items, each of which becomes a sale. */
const mostItemsOfReport = 500
/** Some 30 MB of files and the tables of them: what is read for one file is in memory at once. */
const mostSalesInMemory = 2_000_000

it.each([
  ['guests', null],
  ['customers', 'ada'],
])(
  'pages the orders of %s of a day along the index: a till may have 40,000 without a name',
  (_, customerId) => {
    const { text, values } = soldOrdersStatement(
      'shop',
      '2026-11-21',
      { customerId, orderKey: 'till:7' },
      5_000,
    )
    const plan = database
      .read({ text: `explain query plan ${text}`, values })
      .map(({ detail }) => String(detail))
    expect(plan).toHaveLength(1)
    expect(plan[0]).toMatch(/^SEARCH .*customer_order_day .*day=\?/)
  },
)

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
