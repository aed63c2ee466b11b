import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { replaySchema } from '#shared/contracts/connections.ts'
import { deleteQuarantined, findQuarantined } from '#shared/database/list-quarantine.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { appendAgain } from '../../replay-delivery.ts'
import { mapQuarantined } from './map-quarantined.ts'

const route = createRoute({
  operationId: 'replayQuarantined',
  method: 'post',
  path: '/v1/quarantine/{quarantineId}/replay',
  tags: ['Quarantine'],
  summary: 'Map what is in quarantine again, by the code and settings of today',
  description: 'When it works, its events are taken and it leaves quarantine; else it stays as it is.',
  ...guarded('events:replay'),
  request: { params: z.object({ quarantineId: z.string().max(100) }) },
  responses: {
    200: { description: 'What it came to', content: { 'application/json': { schema: replaySchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict', 'unavailable'),
  },
})

export function registerReplayQuarantined(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { env } = context
    const database = drizzle(env.DB)
    const { quarantineId } = context.req.valid('param')
    const row = await findQuarantined(database, tenant.tenantId, quarantineId)
    if (row === undefined) throw new ProblemError('not-found', 'There is no such record in quarantine')
    const mapped = await mapQuarantined(env, tenant, row)
    const replay = await appendAgain(env, tenant, mapped, Date.now())
    if (replay.quarantined === 0) await deleteQuarantined(database, tenant.tenantId, quarantineId)
    return context.json(replay, 200)
  })
}
