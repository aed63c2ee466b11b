import { drizzle } from 'drizzle-orm/d1'
import { keyedSources } from '#shared/connections/keyed-sources.ts'
import type { Replay } from '#shared/contracts/connections.ts'
import { findConnectionRow } from '#shared/database/connections.ts'
import type { Result } from '#shared/kernel/result.ts'
import { connectableSources } from '#shared/sources/connectable-sources.ts'
import { type MappedRecords, mapRecords } from '#shared/sources/map-records.ts'
import type { MappingFailure } from '#shared/sources/mapping-failure.ts'
import type { Delivery, MappingContext, Source } from '#shared/sources/source.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { appendEvents } from '../append-events.ts'
import type { Env } from '../env.ts'
import { ProblemError } from './problems.ts'
import { mappingContext } from './routes/webhooks/take-delivery.ts'

/** What a connection's records are mapped with: the code of today, and the settings of today. */
export interface MapAgain {
  /** The records of a delivery, by the settings of today. */
  readonly parse: (delivery: Delivery) => ReturnType<Source['parse']>
  readonly map: (parsed: ReturnType<Source['parse']>) => MappedRecords
  readonly context: MappingContext
}

/**
 * Maps as at the moment of receipt: what names no time happened then, and a device's clock was so far off then.
 *
 * A 409 problem when the connection, or its source, is gone: nothing says any more how to read its records.
 */
export async function mapAgain(
  env: Pick<Env, 'DB'>,
  tenant: Tenant,
  name: { readonly source: string; readonly connectionId: string },
  receivedAtMs: number,
): Promise<MapAgain> {
  const source = connectableSources.get(name.source)
  const row = await findConnectionRow(drizzle(env.DB), { tenantId: tenant.tenantId, ...name })
  const settings = row?.settings ?? (keyedSources.has(name.source) ? {} : undefined)
  if (source === undefined || settings === undefined)
    throw new ProblemError('conflict', 'The connection it came through is gone')
  const context = mappingContext({ tenant, settings, ...name }, receivedAtMs)
  return {
    parse: (delivery) => source.parse(delivery, settings),
    map: (parsed: Result<unknown[], MappingFailure>) => mapRecords(source, parsed, context, () => ''),
    context,
  }
}

/** Puts the events of records that were mapped again into the log. What still cannot be mapped is where it was. */
export async function appendAgain(
  env: Env,
  tenant: Tenant,
  { events, rejected }: MappedRecords,
  nowMs: number,
): Promise<Replay> {
  const { acceptedCount, duplicateCount } = await appendEvents(env, tenant, events, [], nowMs)
  return {
    accepted: acceptedCount,
    duplicate: duplicateCount,
    quarantined: rejected.length,
    problems: rejected.map(({ reason, detail }) => ({ reason, detail })),
  }
}
