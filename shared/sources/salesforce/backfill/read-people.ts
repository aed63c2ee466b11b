import * as z from 'zod'
import type { JsonObject } from '../../../kernel/json.ts'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import { toIso } from '../../../kernel/time.ts'
import type { BackfillFailure, BackfillPage, VendorCall, VendorRequest } from '../../backfill.ts'
import { unreadableAnswer } from '../../backfill-failure.ts'
import type { SalesforceRecord } from '../parse.ts'
import { salesforceSettings } from '../settings.ts'
import { queryFailure } from './query-failure.ts'

const apiPath = '/services/data/v64.0'

/** The most that a query gives at once. */
const pageSize = 2_000

/** What can be read, each with what Salesforce calls it. */
export const resources = { contacts: 'Contact', leads: 'Lead' } as const

const id = z.string().regex(/^[A-Za-z0-9]{15,18}$/)
const answerSchema = z.object({ done: z.boolean(), records: z.array(z.looseObject({ Id: id })) })

export const pingRequest: VendorRequest = {
  method: 'GET',
  path: `${apiPath}/limits`,
  headers: {},
  body: null,
}

/**
 * One page of contacts or leads, deleted ones too, by id. Each page asks for the ids after the last one instead of
 * following Salesforce's own cursor, which is forgotten after two days and belongs to one session: nothing is skipped or
 * comes twice, and what changes behind the page is found by the next reading.
 */
export async function readPeople(
  resource: string,
  cursor: string | null,
  changedSinceMs: number | null,
  call: VendorCall,
  settings: JsonObject,
): Promise<Result<BackfillPage<SalesforceRecord>, BackfillFailure>> {
  const object = Object.hasOwn(resources, resource)
    ? resources[resource as keyof typeof resources]
    : undefined
  if (object === undefined || (cursor !== null && !id.safeParse(cursor).success))
    return fail(unreadableAnswer('no such resource or cursor'))
  const { objects, traits } = salesforceSettings(settings)
  if (!objects.includes(object)) return succeed({ records: [], nextCursor: null })
  const query = queryFor(object, Object.keys(traits), cursor, changedSinceMs)
  const path = `${apiPath}/queryAll?${new URLSearchParams({ q: query })}`
  const response = await call({ method: 'GET', path, headers: {}, body: null })
  if (response.status !== 200) return fail(queryFailure(response))
  const answer = answerSchema.safeParse(readBody(response.body))
  if (!answer.success) return fail(unreadableAnswer('the answer is not the result of a query'))
  const { done, records } = answer.data
  const isLast = done && records.length < pageSize
  return succeed({ records, nextCursor: isLast ? null : (records.at(-1)?.Id ?? null) })
}

/** FIELDS(STANDARD) leaves out what the user may not see; a field named that is not there would end the query. */
function queryFor(
  object: string,
  customFields: readonly string[],
  afterId: string | null,
  changedSinceMs: number | null,
): string {
  const conditions = [
    ...(changedSinceMs === null ? [] : [`SystemModstamp >= ${toIso(changedSinceMs)}`]),
    ...(afterId === null ? [] : [`Id > '${afterId}'`]),
  ]
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''
  const fields = ['FIELDS(STANDARD)', ...customFields].join(', ')
  return `SELECT ${fields} FROM ${object}${where} ORDER BY Id LIMIT ${pageSize}`
}

function readBody(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
