import { hash53 } from '../../kernel/hash.ts'
import { isJsonObject, type Json, type JsonObject, textOf } from '../../kernel/json.ts'
import { own } from '../../kernel/own.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import type { VendorRequest, VendorResponse } from '../../sources/backfill.ts'
import { unreadableAnswer } from '../../sources/backfill-failure.ts'
import { valueAt } from '../../sources/rest/pointer.ts'
import { failureOfDelivery, readAnswer, shortened } from '../delivery-failure.ts'
import type { DeliveryCall, DeliveryFailure, RecordReply } from '../destination.ts'
import type { RestResults } from './rest-options.ts'

type Item = { readonly customerId: string; readonly remoteId: string | null }

/** A call whose body is a template with values put in. The same content has the same `idempotency-key`. */
export function restCall<Sent extends Item>(
  { method, path, template }: Pick<VendorRequest, 'method' | 'path'> & { readonly template: Json },
  values: JsonObject,
  items: readonly Sent[],
  results: RestResults | undefined,
): DeliveryCall<Sent> {
  const body = JSON.stringify(filled(template, values))
  return {
    request: {
      method,
      path,
      headers: { 'content-type': 'application/json', 'idempotency-key': hash53(body).toString(36) },
      body,
    },
    items,
    read: (response) => readReplies(response, items, results),
  }
}

/** The template with every text that is one of the names replaced by its value. */
function filled(template: Json, values: JsonObject): Json {
  if (typeof template === 'string') return own(values, template) ?? template
  if (Array.isArray(template)) return template.map((part) => filled(part, values))
  if (!isJsonObject(template)) return template
  return Object.fromEntries(Object.entries(template).map(([name, part]) => [name, filled(part, values)]))
}

function readReplies(
  response: VendorResponse,
  items: readonly Item[],
  results: RestResults | undefined,
): Result<RecordReply[], DeliveryFailure> {
  if (response.status < 200 || response.status > 299)
    return { ok: false, failure: failureOfDelivery(response, undefined) }
  const ownName = ({ customerId, remoteId }: Item): RecordReply => ({
    kind: 'taken',
    remoteId: remoteId ?? customerId,
  })
  if (results === undefined) return succeed(items.map(ownName))
  const json = readAnswer(response.body)
  if (!json.ok) return json
  const list = valueAt(json.value, results.list)
  if (!Array.isArray(list) || list.length !== items.length)
    return { ok: false, failure: unreadableAnswer('the answer has not one result a record') }
  return succeed(
    items.map((item, index) => {
      const result = list[index] ?? null
      const problem = valueAt(result, results.problem)
      const isTaken = problem === undefined || problem === '' || problem === false
      if (!isTaken) return { kind: 'refused', problem: shortened(textOf(problem) ?? JSON.stringify(problem)) }
      const remoteId = results.remoteId && textOf(valueAt(result, results.remoteId))
      return remoteId ? { kind: 'taken', remoteId } : ownName(item)
    }),
  )
}
