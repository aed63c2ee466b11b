import * as z from 'zod'
import { cutTo } from './body-text.ts'
import { keyedSources } from './keyed-sources.ts'

/** A row of the log holds 2 MB at most. As JSON in UTF-8 a text may take three bytes a character. */
export const maxKeptCharacters = 500_000

/** No JSON begins so, and no body is kept so that begins so: see `body-text.ts`. */
const marker = 'data:application/json;record-of='
/** How a back-filled record was written before there was the marker. */
const formerMarker = '{"backfilled":"'
const formerSchema = z.object({ record: z.unknown() })

/** How a record that was read from a vendor's API and cannot be mapped is written down in quarantine. */
export function backfilledBytes(resource: string, record: unknown): string {
  return writtenDown(encodeURIComponent(resource), record)
}

/** The same of one record of a signed delivery of several, as it was parsed: the others were taken. */
export function deliveredBytes(record: unknown): string {
  return writtenDown('delivery', record)
}

/** The same of a call, by its bytes and what the rest of the request said of it: `fields` and `sentWith`. */
export function calledBytes(fields: string, sentWith: object): string {
  return cutTo(maxKeptCharacters, `${marker}call,{"fields":${fields},"sentWith":${JSON.stringify(sentWith)}}`)
}

/**
 * The record that {@link backfilledBytes}, {@link calledBytes} or {@link deliveredBytes} wrote down; undefined when the bytes are those of a
 * whole delivery, or of a call under a key by itself. `source`: the kind it came from, `rest`.
 */
export function keptRecord(bytes: string, source: string): unknown {
  if (bytes.startsWith(marker)) return parsed(bytes.slice(bytes.indexOf(',') + 1))
  // Who has a key can write anything, and back-fills of these there never were.
  if (keyedSources.has(source) || !bytes.startsWith(formerMarker)) return undefined
  return formerSchema.safeParse(parsed(bytes)).data?.record
}

function writtenDown(of: string, record: unknown): string {
  return cutTo(maxKeptCharacters, `${marker}${of},${JSON.stringify(record)}`)
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
