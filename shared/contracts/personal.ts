import type * as z from 'zod'

/** What the documentation of the API calls such a field by, and the masking finds it by. */
export const personalMark = 'x-personal'

/**
 * Marks a field of an answer that tells who a person is, or what somebody wrote. Whoever may not see personal data gets
 * the field masked, in every answer that holds it; see docs/design/access.md.
 */
export function personal<Schema extends z.ZodType>(schema: Schema): Schema {
  return marked(schema, 'hidden')
}

/** Marks a text that other fields of the same answer refer to: masked alike wherever it stands. */
export function personalKey<Schema extends z.ZodType>(schema: Schema): Schema {
  return marked(schema, 'key')
}

/** A schema with a name keeps it: the marked one is another, without. */
function marked<Schema extends z.ZodType>(schema: Schema, mark: 'hidden' | 'key'): Schema {
  const { id: _, ...meta } = schema.meta() ?? {}
  return schema.meta({ ...meta, [personalMark]: mark }) as Schema
}
