import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { customerListSchema, listCustomersQuerySchema } from '#shared/contracts/customers.ts'
import { customerSummary } from '#shared/customers/views/customer-view.ts'
import { listCustomers, sortValue } from '#shared/database/list-customers.ts'
import { isProfiledSilently } from '#shared/privacy/is-profiled-silently.ts'
import { keptSegmentCount } from '../../../segment-figures.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { findByIdentifier } from '../../find-by-identifier.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { requirePersonalData } from '../../require-personal-data.ts'

const route = createRoute({
  operationId: 'listCustomers',
  method: 'get',
  path: '/v1/customers',
  tags: ['Customers'],
  summary: 'Customers: all, by search, or the one an identifier belongs to',
  description: 'Searching, and sorting by name, needs `personal-data:read` as well.',
  ...guarded('customers:read'),
  request: { query: listCustomersQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: customerListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

const cursorSchema = z.object({ value: z.union([z.string(), z.number()]), customerId: z.string() })

export function registerListCustomers(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const { tenant } = access
    const { identifier, query, segment, sort, order, limit, cursor } = context.req.valid('query')
    // Who may not see a name or a number may not find one out either, by asking whether somebody has it.
    const asksForPerson = identifier !== undefined || query !== undefined || sort === 'displayName'
    if (asksForPerson) requirePersonalData(access, 'To search, or to sort by name,')
    if (segment !== undefined && !access.permissions.has('predictions:read'))
      throw new ProblemError('forbidden', 'To ask for a segment needs the permission predictions:read')
    const database = drizzle(context.env.DB)
    if (identifier !== undefined) {
      const customers = await findByIdentifier(context.env, tenant, identifier)
      return context.json({ customers, total: customers.length, nextCursor: null }, 200)
    }
    const nowMs = Date.now()
    const { rows, total } = await listCustomers(database, {
      tenantId: tenant.tenantId,
      query,
      segment:
        segment === undefined
          ? undefined
          : {
              name: segment,
              isProfiledSilently: isProfiledSilently(tenant),
              nowMs,
              keptCount:
                query === undefined ? await keptSegmentCount(context.env, tenant, segment, nowMs) : null,
            },
      sort,
      order,
      limit,
      after: readCursor(cursorSchema, cursor),
    })
    const last = rows.length === limit ? rows.at(-1) : undefined
    return context.json(
      {
        customers: rows.map((row) => customerSummary(row, tenant.currency)),
        total,
        nextCursor:
          last === undefined
            ? null
            : writeCursor({ value: sortValue(last, sort), customerId: last.customerId }),
      },
      200,
    )
  })
}
