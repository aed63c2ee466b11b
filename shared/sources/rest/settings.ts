import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import { mappingSchema } from './mapping-settings.ts'
import { pointerSchema } from './pointer.ts'

const parameter = z.string().min(1).max(100)

/** How a list of records is read from the system's API. */
const listSchema = z.strictObject({
  /** Of the list, without parameters. */
  url: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !/[?#]/.test(url), 'must not hold parameters; they go into `parameters`'),
  /** Sent with every page. */
  parameters: z.record(parameter, z.string().max(500)).default({}),
  /** The header that the credential is sent in. */
  header: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/, 'is not the name of a header')
    .default('authorization'),
  /** Where the list stands in an answer. */
  records: pointerSchema.default(''),
  /** The parameter that asks for what changed since a moment; without it everything is read each time. */
  since: z
    .strictObject({ parameter, timesAre: z.enum(['iso', 'seconds', 'milliseconds']).default('iso') })
    .optional(),
  /** How the next page is asked for; without it there is one page. */
  next: z
    .discriminatedUnion('by', [
      /** An answer names what to ask for, nothing on the last page. */
      z.strictObject({ by: z.literal('cursor'), at: pointerSchema, parameter }),
      /** Pages are numbered; an empty one ends them. */
      z.strictObject({ by: z.literal('page'), parameter, first: z.int().min(0).default(1) }),
      /** An answer holds the address of the next page, nothing on the last. */
      z.strictObject({ by: z.literal('link'), at: pointerSchema }),
    ])
    .optional(),
})
export type RestList = z.infer<typeof listSchema>

/** What can be set for a connection to any system. */
export const restSettingsSchema = z.object({
  mapping: mappingSchema.prefault({}),
  list: listSchema.optional(),
})
export type RestSettings = z.infer<typeof restSettingsSchema>

/** The settings, or each of them that is wrong. */
export function restSettings(settings: JsonObject): Result<RestSettings, MappingFailure> {
  const parsed = restSettingsSchema.safeParse(settings)
  if (parsed.success) return succeed(parsed.data)
  const errors = fieldErrors(parsed.error)
  return refuse(
    'invalid-record',
    errors.map(({ pointer, detail }) => ({ pointer: '', detail: `the setting ${pointer}: ${detail}` })),
  )
}
