import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import type { VendorRequest, VendorResponse } from '../../sources/backfill.ts'
import { unreadableAnswer } from '../../sources/backfill-failure.ts'
import { contactsPath } from '../../sources/hubspot/contacts-path.ts'
import { readAnswer, shortened } from '../delivery-failure.ts'
import type { DeliveryCall, DeliveryFailure, OutgoingRecord, RecordReply } from '../destination.ts'
import { failureOfHubspot } from './hubspot-failure.ts'

type Properties = (record: OutgoingRecord) => JsonObject

/** Changes contacts by HubSpot's own ids. */
export function updateContacts(
  records: readonly OutgoingRecord[],
  properties: Properties,
): DeliveryCall<OutgoingRecord> {
  const inputs = records.map((record) => ({
    id: record.remoteId,
    properties: texts(properties(record)),
    objectWriteTraceId: record.customerId,
  }))
  return {
    request: batchCall('update', { inputs }),
    items: records,
    read: (response) => readReplies(response, records, (result, { remoteId }) => result.id === remoteId),
  }
}

/** Creates contacts, or changes those that have the same value of the property they are matched by. */
export function upsertContacts(
  records: readonly OutgoingRecord[],
  properties: Properties,
  idProperty: string,
): DeliveryCall<OutgoingRecord> {
  const inputs = records.map((record) => ({
    id: record.key,
    idProperty,
    properties: texts(properties(record)),
    objectWriteTraceId: record.customerId,
  }))
  return {
    request: batchCall('upsert', { inputs }),
    items: records,
    read: (response) =>
      readReplies(
        response,
        records,
        ({ properties: answered }, { key }) => answered?.[idProperty]?.toLowerCase() === key.toLowerCase(),
      ),
  }
}

export function batchCall(action: 'update' | 'upsert' | 'archive', body: unknown): VendorRequest {
  return {
    method: 'POST',
    path: `${contactsPath}/batch/${action}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
}

const answerSchema = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      objectWriteTraceId: z.string().nullish(),
      properties: z.record(z.string(), z.string().nullable()).nullish(),
    }),
  ),
  errors: z
    .array(
      z.object({
        category: z.string().default(''),
        message: z.string().default('HubSpot gave no reason'),
        context: z.record(z.string(), z.array(z.string())).nullish(),
      }),
    )
    .nullish(),
})
type Answer = z.infer<typeof answerSchema>

/**
 * Which of the records HubSpot took: 200 with all of them, or 207 with results and errors. An error names its records by
 * trace id or by id; one that is in neither list is taken as refused.
 */
function readReplies(
  response: VendorResponse,
  records: readonly OutgoingRecord[],
  isOf: (result: Answer['results'][number], record: OutgoingRecord) => boolean,
): Result<RecordReply[], DeliveryFailure> {
  if (response.status < 200 || response.status > 299)
    return { ok: false, failure: failureOfHubspot(response) }
  const json = readAnswer(response.body)
  if (!json.ok) return json
  const answer = answerSchema.safeParse(json.value)
  if (!answer.success) return { ok: false, failure: unreadableAnswer('the answer has no results') }
  const { results, errors } = answer.data
  const byTrace = new Map(
    results.flatMap((each) => (each.objectWriteTraceId ? [[each.objectWriteTraceId, each]] : [])),
  )
  return succeed(
    records.map((record) => {
      const result = byTrace.get(record.customerId) ?? results.find((each) => isOf(each, record))
      return result === undefined ? refusal(errors ?? [], record) : { kind: 'taken', remoteId: result.id }
    }),
  )
}

function refusal(errors: NonNullable<Answer['errors']>, record: OutgoingRecord): RecordReply {
  const names = new Set([record.customerId, record.remoteId, record.key])
  const named = errors.filter(({ context }) =>
    Object.values(context ?? {}).some((ids) => ids.some((id) => names.has(id))),
  )
  const [error] = named.length > 0 ? named : errors
  if (error?.category === 'OBJECT_NOT_FOUND' && record.remoteId !== null) return { kind: 'gone' }
  return { kind: 'refused', problem: shortened(error?.message ?? 'HubSpot did not say what became of it') }
}

/** HubSpot takes every value as text. */
function texts(properties: JsonObject): Record<string, string> {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, String(value)]))
}
