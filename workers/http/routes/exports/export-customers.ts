import { and, asc, eq, gt } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { isListed } from '#shared/database/is-listed.ts'
import { customerProfileTable } from '#shared/database/tables/customer-profile.ts'
import { csvLine } from '#shared/kernel/csv-line.ts'
import {
  type AnonymousColumn,
  anonymousColumns,
  anonymousCustomer,
} from '#shared/privacy/anonymous-customer.ts'
import { anonymise, type Generalisable } from '#shared/privacy/k-anonymity.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const rowsPerPage = 5_000

const { middleware, ...access } = guarded('exports:read')

const route = {
  operationId: 'exportCustomers',
  method: 'get' as const,
  path: '/v1/exports/customers.csv',
  tags: ['Exports'],
  summary: 'How many customers there are of each kind, without anybody in it',
  description:
    'Each line stands for at least ten customers who cannot be told apart by it; values are made coarser where fewer would be alike, `*` where nothing can be said. Customers whose data may only be kept are not in it.',
  ...access,
  responses: {
    200: { description: 'A CSV with one heading line', content: { 'text/csv': { schema: z.string() } } },
    ...problems('unauthenticated', 'forbidden'),
  },
}

export function registerExportCustomers(api: Api): void {
  api.openAPIRegistry.registerPath(route)
  api.get('/v1/exports/customers.csv', ...middleware, async (context) => {
    const { groups } = anonymise(
      await countAlike(context.env, context.get('access').tenant),
      anonymousColumns,
    )
    const lines = groups
      .map(({ values, count }) =>
        csvLine([...anonymousColumns.map((column) => values[column]), String(count)]),
      )
      // In an order that says nothing of who came when.
      .sort()
    return new Response(csvLine([...anonymousColumns, 'customers']) + lines.join(''), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="customers-anonymised.csv"',
        'cache-control': 'no-store',
      },
    })
  })
}

/** Page by page: only kinds of customers are held, and there are few of them. */
async function countAlike(
  env: Env,
  { tenantId, currency }: Tenant,
): Promise<Generalisable<AnonymousColumn>[]> {
  const database = drizzle(env.DB)
  const alike = new Map<string, Generalisable<AnonymousColumn>>()
  for (let afterId = ''; ; ) {
    const rows = await database
      .select()
      .from(customerProfileTable)
      .where(
        and(
          eq(customerProfileTable.tenantId, tenantId),
          isListed,
          gt(customerProfileTable.customerId, afterId),
        ),
      )
      .orderBy(asc(customerProfileTable.customerId))
      .limit(rowsPerPage)
    for (const row of rows) {
      if (row.restrictedAt !== null) continue
      const kind = anonymousCustomer(row, currency)
      const name = JSON.stringify(anonymousColumns.map((column) => kind.levels[column][0]))
      const before = alike.get(name)
      alike.set(name, before === undefined ? kind : { ...before, count: before.count + 1 })
    }
    const last = rows.length === rowsPerPage ? rows.at(-1) : undefined
    if (last === undefined) return [...alike.values()]
    afterId = last.customerId
  }
}
