import * as z from 'zod'

const backfilledSchema = z.object({ backfilled: z.string(), record: z.unknown() })

/** How a record that was read from a vendor's API and cannot be mapped is written down in quarantine. */
export function backfilledBytes(resource: string, record: unknown): string {
  return JSON.stringify({ backfilled: resource, record })
}

/** The record that {@link backfilledBytes} wrote down; undefined when the bytes are those of a delivery. */
export function backfilledRecord(bytes: string): unknown {
  if (!bytes.startsWith('{"backfilled":')) return undefined
  try {
    return backfilledSchema.safeParse(JSON.parse(bytes)).data?.record
  } catch {
    return undefined
  }
}
