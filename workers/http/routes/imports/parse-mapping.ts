import { type ImportMapping, importMappingSchema } from '#shared/contracts/imports.ts'
import { issueInWords } from '#shared/kernel/issue-words.ts'
import { ProblemError } from '../../problems.ts'

/** A mapping sent as JSON text beside a file. Throws a 422 problem that points to each wrong field. */
export function parseMapping(text: string): ImportMapping {
  const parsed = importMappingSchema.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  throw new ProblemError('invalid-content', 'The mapping is wrong', {
    errors: parsed.error.issues.map((issue) => ({
      pointer: `/${['mapping', ...issue.path].join('/')}`,
      detail: issueInWords(issue),
    })),
  })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
