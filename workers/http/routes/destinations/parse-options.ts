import type { DestinationMapping } from '#shared/destinations/destination.ts'
import { destinations } from '#shared/destinations/destinations.ts'
import type { JsonObject } from '#shared/kernel/json.ts'
import { type FieldError, fieldErrors } from '#shared/sources/mapping-failure.ts'
import { ProblemError } from '../../problems.ts'

/** The options with defaults filled in, once the kind of system takes them and the mapping; a 422 problem with each wrong field. */
export function parseOptions(source: string, mapping: DestinationMapping, options: JsonObject): JsonObject {
  const destination = destinations.get(source)
  if (destination === undefined) {
    const known = [...destinations.keys()].join(', ')
    throw wrong([{ pointer: '/source', detail: `is none of ${known}` }])
  }
  const parsed = destination.optionsSchema.safeParse(options)
  if (!parsed.success) {
    throw wrong(
      fieldErrors(parsed.error).map(({ pointer, detail }) => ({ pointer: `/options${pointer}`, detail })),
    )
  }
  const errors = destination.check(mapping, parsed.data)
  if (errors.length > 0) throw wrong(errors)
  return parsed.data as JsonObject
}

function wrong(errors: readonly FieldError[]): ProblemError {
  return new ProblemError('invalid-content', undefined, { errors: [...errors] })
}
