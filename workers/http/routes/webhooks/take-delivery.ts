import { textOfBody } from '#shared/connections/body-text.ts'
import { type DeliveryOutcome, outcomeOfEvents } from '#shared/connections/delivery-outcome.ts'
import { deliveredBytes, maxKeptCharacters } from '#shared/connections/kept-record.ts'
import { mapRecords } from '#shared/sources/map-records.ts'
import type { Delivery, MappingContext, Source } from '#shared/sources/source.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { appendEvents } from '../../../append-events.ts'
import type { Env } from '../../../env.ts'

/** What a mapping may know of the connection that a delivery came through. */
export function mappingContext(
  connection: {
    readonly tenant: Tenant
    readonly source: string
    readonly connectionId: string
    readonly settings: MappingContext['settings']
  },
  receivedAtMs: number,
): MappingContext {
  const { tenant, source, connectionId, settings } = connection
  return {
    source: `${source}/${connectionId}`,
    receivedAtMs,
    defaultCurrency: tenant.currency,
    timeZone: tenant.timeZone,
    settings,
    freshId: () => crypto.randomUUID(),
  }
}

/** Maps a parsed delivery and puts it into the tenant's log: its events, and what of it has to go to quarantine. */
export async function takeDelivery(
  env: Pick<Env, 'EVENT_LOG' | 'DB'>,
  tenant: Tenant,
  source: Source,
  delivery: Delivery,
  parsed: ReturnType<Source['parse']>,
  context: MappingContext,
): Promise<DeliveryOutcome> {
  // Of a delivery of many records only the wrong one is kept: with the whole of it each, a few would be too much to store.
  const isOneRecord = !parsed.ok || parsed.value.length === 1
  const { events, rejected } = mapRecords(source, parsed, context, (record) =>
    isOneRecord ? textOfBody(delivery.body, maxKeptCharacters) : deliveredBytes(record),
  )
  // Apart, because the log counts every line: what is quarantined is not to count as an event.
  const [counts] = await Promise.all([
    appendEvents(env, tenant, events, [], context.receivedAtMs),
    appendEvents(env, tenant, [], rejected, context.receivedAtMs),
  ])
  return outcomeOfEvents(events, rejected, counts)
}
