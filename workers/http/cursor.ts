import type * as z from 'zod'
import { ProblemError } from './problems.ts'

/** A place in a list as opaque text for the caller. */
export function writeCursor(place: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(place))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** The place a cursor stands for. A cursor that was not made here is a wrong field, not an error of ours. */
export function readCursor<Schema extends z.ZodType>(
  schema: Schema,
  cursor: string | undefined,
): z.infer<Schema> | undefined {
  if (cursor === undefined) return undefined
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    )
    const place = schema.safeParse(JSON.parse(new TextDecoder().decode(bytes)))
    if (place.success) return place.data
  } catch {
    // falls through to the one answer for every broken cursor
  }
  throw new ProblemError('invalid-content', undefined, {
    errors: [{ pointer: '/cursor', detail: 'is not a cursor of this list' }],
  })
}
