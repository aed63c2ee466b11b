import * as z from 'zod'

const keptSchema = z.object({ record: z.unknown() })

/** How a record that was read from a vendor's API and cannot be mapped is written down in quarantine. */
export function backfilledBytes(resource: string, record: unknown): string {
  return JSON.stringify({ backfilled: resource, record })
}

/** The same of one record of a delivery of several, as it was parsed: the others were taken. */
export function deliveredBytes(topic: string | null, record: unknown): string {
  return JSON.stringify({ delivered: topic, record })
}

/**
 * The record that {@link backfilledBytes} or {@link deliveredBytes} wrote down; undefined when the bytes are those of a
 * whole delivery.
 */
export function keptRecord(bytes: string): unknown {
  if (!bytes.startsWith('{"backfilled":') && !bytes.startsWith('{"delivered":')) return undefined
  try {
    return keptSchema.safeParse(JSON.parse(bytes)).data?.record
  } catch {
    return undefined
  }
}
