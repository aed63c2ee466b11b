import * as z from 'zod'
import type { JsonObject } from '../../../kernel/json.ts'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import type { BackfillFailure, BackfillPage, VendorCall, VendorRequest } from '../../backfill.ts'
import { failureOfResponse, unreadableAnswer } from '../../backfill-failure.ts'
import { contactsPath } from '../contacts-path.ts'
import type { HubspotRecord } from '../parse.ts'
import { contactProperties } from '../properties.ts'
import { hubspotSettings } from '../settings.ts'

/** The most that a search gives at once. */
const pageSize = 200

const answerSchema = z.object({ results: z.array(z.looseObject({ id: z.string().regex(/^\d+$/) })) })
const cursorSchema = z.string().regex(/^\d{1,20}$/)

export const pingRequest: VendorRequest = {
  method: 'GET',
  path: `${contactsPath}?limit=1`,
  headers: {},
  body: null,
}

/**
 * One page of contacts, by number. A search ends after 10,000 results, so each page asks for the numbers after the last
 * one: nothing is skipped or comes twice, whatever changes in the meantime. A contact that changes behind the page is
 * found by the next reading.
 */
export async function readContacts(
  resource: string,
  cursor: string | null,
  changedSinceMs: number | null,
  call: VendorCall,
  settings: JsonObject,
): Promise<Result<BackfillPage<HubspotRecord>, BackfillFailure>> {
  const after = cursorSchema.safeParse(cursor ?? '0')
  if (resource !== 'contacts' || !after.success) return fail(unreadableAnswer('no such resource or cursor'))
  const response = await call(searchRequest(after.data, changedSinceMs, settings))
  if (response.status !== 200) return fail(failureOfResponse(response))
  const answer = answerSchema.safeParse(readBody(response.body))
  if (!answer.success) return fail(unreadableAnswer('the answer is not a list of contacts'))
  const { results } = answer.data
  return succeed({
    records: results.map((fields) => ({ kind: 'contact', fields })),
    nextCursor: results.length < pageSize ? null : (results.at(-1)?.id ?? null),
  })
}

function searchRequest(after: string, changedSinceMs: number | null, settings: JsonObject): VendorRequest {
  const filters = [
    { propertyName: 'hs_object_id', operator: 'GT', value: after },
    ...(changedSinceMs === null
      ? []
      : [{ propertyName: 'lastmodifieddate', operator: 'GTE', value: String(changedSinceMs) }]),
  ]
  const properties = [...contactProperties, ...Object.keys(hubspotSettings(settings).traits)]
  return {
    method: 'POST',
    path: `${contactsPath}/search`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      limit: pageSize,
      sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
      filterGroups: [{ filters }],
      properties: [...new Set(properties)],
    }),
  }
}

function readBody(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
