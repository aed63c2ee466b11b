import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { sourceTitle } from '#shared/connections/source-titles.ts'
import { type ConnectionTest, connectionTestSchema } from '#shared/contracts/connections.ts'
import { findDeliveryFigures } from '#shared/database/connection-deliveries.ts'
import type { ConnectionRow } from '#shared/database/tables/tenant.ts'
import { backfills } from '#shared/sources/backfills.ts'
import { secretsAt } from '../../../credentials/connection-secrets.ts'
import type { Env } from '../../../env.ts'
import { openVendor } from '../../../open-vendor.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { connectionParamsSchema, requireConnection } from './require-connection.ts'

const route = createRoute({
  operationId: 'testConnection',
  method: 'post',
  path: '/v1/connections/{source}/{connectionId}/test',
  tags: ['Connections'],
  summary: 'Try a connection: its secret, its credentials at the vendor, what it delivered last',
  ...guarded('connections:manage'),
  request: { params: connectionParamsSchema },
  responses: {
    200: {
      description: 'What was tried and how it went',
      content: { 'application/json': { schema: connectionTestSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

type Check = ConnectionTest['checks'][number]
type Outcome = Omit<Check, 'name'>

export function registerTestConnection(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireConnection(context.env, tenant, context.req.valid('param'))
    const [secret, credentials, deliveries] = await Promise.all([
      checkSecret(row, context.env),
      checkCredentials(row, context.env),
      checkDeliveries(row, context.env),
    ])
    const checks: Check[] = [
      { name: 'secret', ...secret },
      { name: 'credentials', ...credentials },
      { name: 'deliveries', ...deliveries },
    ]
    return context.json({ isPassed: checks.every(({ outcome }) => outcome !== 'failed'), checks }, 200)
  })
}

async function checkSecret(row: ConnectionRow, env: Env): Promise<Outcome> {
  if (sourceTitle(row.source).secretOrigin === 'none')
    return { outcome: 'skipped', detail: 'This source has no secret' }
  try {
    const secrets = await secretsAt(row, Date.now(), env)
    return secrets.length > 0
      ? { outcome: 'passed', detail: `${secrets.length} in use` }
      : { outcome: 'failed', detail: 'There is none: every delivery is refused' }
  } catch (error) {
    return { outcome: 'failed', detail: String(error) }
  }
}

async function checkCredentials(row: ConnectionRow, env: Env): Promise<Outcome> {
  const backfill = backfills.get(row.source)
  if (backfill === undefined || row.sealedCredentials === null)
    return { outcome: 'skipped', detail: 'Patron does not call this system' }
  try {
    const call = await openVendor(row, backfill, env)
    if (!call.ok) return { outcome: 'failed', detail: call.failure.message }
    const { status } = await call.value(backfill.ping)
    const isAnswered = status >= 200 && status < 300
    return { outcome: isAnswered ? 'passed' : 'failed', detail: `The vendor answered ${status}` }
  } catch (error) {
    return { outcome: 'failed', detail: `The vendor does not answer: ${String(error)}` }
  }
}

async function checkDeliveries(row: ConnectionRow, env: Env): Promise<Outcome> {
  const { lastVerdict } = await findDeliveryFigures(drizzle(env.DB), row, Date.now())
  if (lastVerdict === null) return { outcome: 'skipped', detail: 'Nothing was delivered in the last 7 days' }
  if (lastVerdict === 'refused')
    return { outcome: 'failed', detail: 'The latest delivery was refused: compare the secret' }
  if (lastVerdict === 'malformed' || lastVerdict === 'failed')
    return { outcome: 'failed', detail: `The latest delivery was ${lastVerdict}` }
  return { outcome: 'passed', detail: `The latest delivery was ${lastVerdict}` }
}
