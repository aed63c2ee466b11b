import { drizzle } from 'drizzle-orm/d1'
import { bodyOfText, isCut } from '#shared/connections/body-text.ts'
import { deliveryOf } from '#shared/connections/kept-delivery.ts'
import { keptRecord } from '#shared/connections/kept-record.ts'
import { keyedSources } from '#shared/connections/keyed-sources.ts'
import { findQuarantinedDelivery } from '#shared/database/connection-deliveries.ts'
import type { QuarantinedEventRow } from '#shared/database/list-quarantine.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { asSentBy } from '#shared/events/public-sender.ts'
import { type Result, succeed } from '#shared/kernel/result.ts'
import { type MappedRecords, mapRecords } from '#shared/sources/map-records.ts'
import type { MappingFailure } from '#shared/sources/mapping-failure.ts'
import { readJson } from '#shared/sources/read-json.ts'
import type { Delivery, MappingContext } from '#shared/sources/source.ts'
import { readKeptCall } from '#shared/sources/tracking/kept-call.ts'
import { splitCalls, type TrackingCall } from '#shared/sources/tracking/parse.ts'
import { hasPrivacySignal } from '#shared/sources/tracking/privacy-signal.ts'
import { takeCall } from '#shared/sources/tracking/take-call.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import { ProblemError } from '../../problems.ts'
import { mapAgain } from '../../replay-delivery.ts'

/** Reasons that no mapping can mend: these were events already. */
const afterMapping: ReadonlySet<string> = new Set([
  'event-id-conflict',
  'unreadable-event',
  'processing-failed',
])

/**
 * The events that a row of quarantine makes by the code and settings of today. What may have come from anybody is marked so.
 *
 * A 409 problem when it cannot be mapped again at all: no mapping can mend it, or not all of what it takes is kept.
 */
export async function mapQuarantined(
  env: Pick<Env, 'DB'>,
  tenant: Tenant,
  row: QuarantinedEventRow,
): Promise<MappedRecords> {
  if (afterMapping.has(row.reason))
    throw new ProblemError('conflict', 'It was mapped; what went wrong came later')
  if (row.bytes === '') throw new ProblemError('conflict', 'It was about a person who is forgotten')
  if (isCut(row.bytes)) throw new ProblemError('conflict', 'It was too long to be kept whole')
  const [sourceName = '', ...rest] = row.source.split('/')
  const name = { source: sourceName, connectionId: rest.join('/') }
  const { parse, map, context } = await mapAgain(env, tenant, name, row.receivedAt)
  if (sourceName === 'tracking') return mapKeptCalls(tenant, row.bytes, context)
  const record = keptRecord(row.bytes, sourceName)
  if (record !== undefined) return map(succeed([record]))
  const delivery = await deliveryOfRow(env, tenant, name, row)
  if (delivery !== undefined) return map(parse(delivery))
  const call = keptCall(sourceName, row.bytes)
  if (call === undefined)
    throw new ProblemError(
      'conflict',
      'The headers it came with are no longer kept, or cannot be told from those of another delivery',
    )
  // Nothing says any more whose key it was: it may have been one that everybody can read.
  const { events, rejected } = map(parse(call))
  return { events: events.map((event) => asSentBy('write', event)), rejected }
}

/**
 * Quarantine keeps bytes, however many; topic and address are with the delivery that left them there. What may as well have come
 * under a key is that delivery only if it has the very bytes: anybody can send as many.
 */
async function deliveryOfRow(
  env: Pick<Env, 'DB'>,
  { tenantId }: Tenant,
  name: { source: string; connectionId: string },
  { receivedAt, bytes }: QuarantinedEventRow,
): Promise<Delivery | undefined> {
  const kept = (await findQuarantinedDelivery(drizzle(env.DB), { tenantId, ...name }, receivedAt, bytes))
    ?.kept
  if (kept == null || (kept.body === null && keyedSources.has(name.source))) return undefined
  return deliveryOf({ ...kept, body: bytes })
}

/** The event of a till, which its body alone explains. Undefined for other sources. */
function keptCall(source: string, bytes: string): Delivery | undefined {
  if (!keyedSources.has(source)) return undefined
  return {
    method: 'POST',
    url: 'https://patron.example/v1/pos/events',
    headers: new Map(),
    body: bodyOfText(bytes),
  }
}

/**
 * A tracking call, as its door takes it: with what is kept of the request around it, whose objection is not lost. Of one kept without, nothing
 * says any more whose key it was.
 */
function mapKeptCalls(tenant: Tenant, bytes: string, context: MappingContext): MappedRecords {
  const kept = readKeptCall(keptRecord(bytes, 'tracking'))
  const { role = 'write', hasPrivacySignal: hadSignal = false } = kept?.sentWith ?? {}
  const map = (call: TrackingCall): Result<CanonicalEvent[], MappingFailure> => {
    const isObjecting = !tenant.isPrivacySignalIgnored && (hadSignal || hasPrivacySignal(undefined, call))
    const taken = takeCall(call, { role, isObjecting }, context)
    return taken.ok ? succeed([taken.value]) : taken
  }
  return mapRecords({ map }, kept === undefined ? callsOf(bytes) : succeed([kept.call]), context, () => '')
}

function callsOf(bytes: string): Result<TrackingCall[], MappingFailure> {
  const fields = readJson(bodyOfText(bytes))
  return fields.ok ? splitCalls({ batch: [fields.value] }, 'batch') : fields
}
