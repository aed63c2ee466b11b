import type { Json, JsonObject } from '../../../kernel/json.ts'
import { textOf } from '../../../kernel/json.ts'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import type { BackfillFailure, BackfillPage, VendorCall } from '../../backfill.ts'
import { failureOfResponse, unreadableAnswer } from '../../backfill-failure.ts'
import type { RestRecord } from '../parse.ts'
import { valueAt } from '../pointer.ts'
import { writeMoment } from '../read-moment.ts'
import { type RestList, restSettings } from '../settings.ts'

type Next = Result<string | null, BackfillFailure>

/** One page of the list that the settings describe. The cursor is the query of the page. */
export async function readList(
  resource: string,
  cursor: string | null,
  changedSinceMs: number | null,
  call: VendorCall,
  settings: JsonObject,
): Promise<Result<BackfillPage<RestRecord>, BackfillFailure>> {
  const list = settingsOf(settings)
  if (!list.ok) return list
  if (resource !== 'records' || (cursor !== null && !cursor.startsWith('?')))
    return fail(unreadableAnswer('no such resource or cursor'))
  const query = cursor ?? firstQuery(list.value, changedSinceMs)
  const response = await call({ method: 'GET', path: query, headers: {}, body: null })
  if (response.status < 200 || response.status > 299) return fail(failureOfResponse(response))
  let answer: Json
  try {
    answer = JSON.parse(response.body)
  } catch {
    return fail(unreadableAnswer('the answer is not JSON'))
  }
  const records = valueAt(answer, list.value.records)
  if (!Array.isArray(records)) {
    return fail(unreadableAnswer(`the answer has no list at ${list.value.records || 'its top'}`))
  }
  const next = nextQuery(list.value, query, answer, records.length)
  if (!next.ok) return next
  // A system that names the same page for ever would be read for ever.
  if (next.value === query) return fail(unreadableAnswer('the next page is said to be the same page again'))
  return succeed({ records, nextCursor: next.value })
}

function settingsOf(settings: JsonObject): Result<RestList, BackfillFailure> {
  const read = restSettings(settings)
  if (read.ok && read.value.list !== undefined) return succeed(read.value.list)
  const message = read.ok ? 'the setting /list says which list to read' : read.failure.message
  return fail({ kind: 'invalid-settings', message, retryable: false, afterSeconds: null })
}

function firstQuery({ parameters, since, next }: RestList, changedSinceMs: number | null): string {
  const query = new URLSearchParams(parameters)
  if (since !== undefined && changedSinceMs !== null)
    query.set(since.parameter, writeMoment(changedSinceMs, since.timesAre))
  if (next?.by === 'page') query.set(next.parameter, String(next.first))
  return `?${query}`
}

function nextQuery({ url, next }: RestList, query: string, answer: Json, recordCount: number): Next {
  if (next === undefined) return succeed(null)
  const parameters = new URLSearchParams(query)
  if (next.by === 'page') {
    if (recordCount === 0) return succeed(null)
    parameters.set(next.parameter, String(Number(parameters.get(next.parameter)) + 1))
    return succeed(`?${parameters}`)
  }
  const told = textOf(valueAt(answer, next.at))
  if (told === undefined) return succeed(null)
  if (next.by === 'cursor') {
    parameters.set(next.parameter, told)
    return succeed(`?${parameters}`)
  }
  const base = new URL(url)
  const link = URL.parse(told, url)
  if (link === null || link.origin !== base.origin || link.pathname !== base.pathname)
    return fail(unreadableAnswer('the next page is not of the same list'))
  return succeed(link.search === '' ? '?' : link.search)
}
