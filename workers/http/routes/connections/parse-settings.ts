import type * as z from 'zod'
import type { JsonObject } from '#shared/kernel/json.ts'
import { type FieldError, fieldErrors, jsonPointer } from '#shared/sources/mapping-failure.ts'
import { settingsToMake } from '#shared/sources/settings-to-make.ts'
import type { Source } from '#shared/sources/source.ts'
import { ProblemError } from '../../problems.ts'

/**
 * The settings as given, once the source's own schema takes them; a 422 problem with each wrong field and each name that there is
 * not. What is `stored` may stay as it is, whatever another version called its settings.
 */
export function parseSettings(
  source: Pick<Source, 'name' | 'settings'> | undefined,
  settings: JsonObject,
  stored: JsonObject = {},
): JsonObject {
  if (source === undefined) return settings
  const schema = settingsToMake(source)
  const told = Object.entries(settings).filter(
    ([name, value]) =>
      Object.hasOwn(schema.shape, name) ||
      !Object.hasOwn(stored, name) ||
      JSON.stringify(stored[name]) !== JSON.stringify(value),
  )
  const parsed = schema.safeParse(Object.fromEntries(told))
  if (parsed.success) return settings
  const errors = [...unknownNames(parsed.error, Object.keys(schema.shape)), ...wrongFields(parsed.error)]
  throw new ProblemError('invalid-content', undefined, {
    errors: errors.map(({ pointer, detail }) => ({ pointer: `/settings${pointer}`, detail })),
  })
}

/** A name that stands beside the settings, with those that there are. */
function unknownNames({ issues }: z.ZodError, known: readonly string[]): FieldError[] {
  const detail = known.length === 0 ? 'is no setting: there are none' : `is none of ${known.join(', ')}`
  return issues.flatMap((issue) =>
    isUnknownName(issue) ? issue.keys.map((name) => ({ pointer: jsonPointer([name]), detail })) : [],
  )
}

function wrongFields(error: z.ZodError): FieldError[] {
  return fieldErrors({ issues: error.issues.filter((issue) => !isUnknownName(issue)) })
}

function isUnknownName(issue: z.core.$ZodIssue): issue is z.core.$ZodIssueUnrecognizedKeys {
  return issue.code === 'unrecognized_keys' && issue.path.length === 0
}
