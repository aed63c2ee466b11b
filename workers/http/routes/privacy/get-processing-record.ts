import { createRoute } from '@hono/zod-openapi'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { processingRecordSchema } from '#shared/contracts/processing-record.ts'
import { destinationTable } from '#shared/database/tables/destination.ts'
import { connectionTable } from '#shared/database/tables/tenant.ts'
import { findTenant } from '#shared/database/tenants.ts'
import { processingRecord } from '#shared/privacy/processing-record.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'getProcessingRecord',
  method: 'get',
  path: '/v1/privacy/processing-record',
  tags: ['Privacy'],
  summary: 'The record of processing activities (Art. 30 GDPR), as the code and the settings say it',
  ...guarded('privacy:read'),
  responses: {
    200: { description: 'The record', content: { 'application/json': { schema: processingRecordSchema } } },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerGetProcessingRecord(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId, retention } = context.get('access').tenant
    const database = drizzle(context.env.DB)
    const [tenant, connections, destinations] = await Promise.all([
      findTenant(database, tenantId),
      database.select().from(connectionTable).where(eq(connectionTable.tenantId, tenantId)),
      database.select().from(destinationTable).where(eq(destinationTable.tenantId, tenantId)),
    ])
    if (tenant === undefined) throw new ProblemError('not-found', 'There is no such shop')
    const recipients = [
      ...connections.map(({ source, connectionId, createdAt }) => ({
        name: `${source}/${connectionId}`,
        kind: 'source' as const,
        what: 'Sends events about customers',
        sinceMs: createdAt,
      })),
      ...destinations.map(({ label, source, fields, purpose, createdAt }) => ({
        name: `${label} (${source})`,
        kind: 'destination' as const,
        what: `For ${purpose.purpose}: ${fields.map(({ field }) => field).join(', ')}`,
        sinceMs: createdAt,
      })),
    ]
    return context.json(processingRecord(tenant, retention, recipients, Date.now()), 200)
  })
}
