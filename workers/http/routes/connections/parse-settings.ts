import type { JsonObject } from '#shared/kernel/json.ts'
import { fieldErrors } from '#shared/sources/mapping-failure.ts'
import type { Source } from '#shared/sources/source.ts'
import { ProblemError } from '../../problems.ts'

/** The settings as given, once the source's own schema takes them; a 422 problem with each wrong field. */
export function parseSettings(
  source: Pick<Source, 'settings'> | undefined,
  settings: JsonObject,
): JsonObject {
  const parsed = source?.settings?.safeParse(settings)
  if (parsed === undefined || parsed.success) return settings
  throw new ProblemError('invalid-content', undefined, {
    errors: fieldErrors(parsed.error).map(({ pointer, detail }) => ({
      pointer: `/settings${pointer}`,
      detail,
    })),
  })
}
