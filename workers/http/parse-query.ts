import type * as z from 'zod'
import { issueInWords } from '#shared/kernel/issue-words.ts'
import { ProblemError } from './problems.ts'

/** The query of a plain route by its schema. Throws a 422 problem that points to each wrong field. */
export function parseQuery<Schema extends z.ZodType>(
  schema: Schema,
  query: Record<string, string>,
): z.infer<Schema> {
  const parsed = schema.safeParse(query)
  if (parsed.success) return parsed.data
  throw new ProblemError('invalid-content', undefined, {
    errors: parsed.error.issues.map((issue) => ({
      pointer: `/${issue.path.join('/')}`,
      detail: issueInWords(issue),
    })),
  })
}
