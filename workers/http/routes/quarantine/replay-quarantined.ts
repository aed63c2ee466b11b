import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { bodyOfText } from '#shared/connections/body-text.ts'
import { deliveryOf } from '#shared/connections/kept-delivery.ts'
import { keptRecord } from '#shared/connections/kept-record.ts'
import { replaySchema } from '#shared/contracts/connections.ts'
import { findQuarantinedDelivery } from '#shared/database/connection-deliveries.ts'
import {
  deleteQuarantined,
  findQuarantined,
  type QuarantinedEventRow,
} from '#shared/database/list-quarantine.ts'
import { succeed } from '#shared/kernel/result.ts'
import type { MappedRecords } from '#shared/sources/map-records.ts'
import type { Delivery } from '#shared/sources/source.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { appendAgain, mapAgain } from '../../replay-delivery.ts'

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

/** Reasons that no mapping can mend: these were events already. */
const afterMapping: ReadonlySet<string> = new Set([
  'event-id-conflict',
  'unreadable-event',
  'processing-failed',
])

export function registerReplayQuarantined(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { env } = context
    const database = drizzle(env.DB)
    const { quarantineId } = context.req.valid('param')
    const row = await findQuarantined(database, tenant.tenantId, quarantineId)
    if (row === undefined) throw new ProblemError('not-found', 'There is no such record in quarantine')
    if (afterMapping.has(row.reason))
      throw new ProblemError('conflict', 'It was mapped; what went wrong came later')
    if (row.bytes === '') throw new ProblemError('conflict', 'It was about a person who is forgotten')

    const mapped = await mapQuarantined(env, tenant, row)
    const replay = await appendAgain(env, tenant, mapped, Date.now())
    if (replay.quarantined === 0) await deleteQuarantined(database, tenant.tenantId, quarantineId)
    return context.json(replay, 200)
  })
}

async function mapQuarantined(env: Env, tenant: Tenant, row: QuarantinedEventRow): Promise<MappedRecords> {
  const [sourceName = '', ...rest] = row.source.split('/')
  const name = { source: sourceName, connectionId: rest.join('/') }
  const { parse, map } = await mapAgain(env, tenant, name, row.receivedAt)
  const record = keptRecord(row.bytes)
  if (record !== undefined) return map(succeed([record]))
  const delivery =
    sourceName === 'tracking'
      ? keptCall(`{"batch":[${row.bytes}]}`)
      : ((await deliveryOfRow(env, tenant, name, row)) ??
        (sourceName === 'pos' ? keptCall(row.bytes) : undefined))
  if (delivery === undefined)
    throw new ProblemError('conflict', 'The headers it came with are no longer kept')
  return map(parse(delivery))
}

/** Quarantine keeps bytes, however many; topic and address are with the delivery that left them there. */
async function deliveryOfRow(
  env: Env,
  { tenantId }: Tenant,
  name: { source: string; connectionId: string },
  { receivedAt, bytes }: QuarantinedEventRow,
): Promise<Delivery | undefined> {
  const found = await findQuarantinedDelivery(drizzle(env.DB), { tenantId, ...name }, receivedAt, bytes)
  return found?.kept == null ? undefined : deliveryOf({ ...found.kept, body: bytes })
}

/** A tracking call, or the event of a till, which its body alone explains; it is kept without the batch it was part of. */
function keptCall(body: string): Delivery {
  return {
    method: 'POST',
    url: 'https://patron.example/v1/batch',
    headers: new Map(),
    body: bodyOfText(body),
  }
}
