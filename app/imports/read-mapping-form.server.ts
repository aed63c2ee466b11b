import {
  type ImportMapping,
  importFieldNames,
  importFields,
  importMappingSchema,
} from '#shared/contracts/imports.ts'
import { fail, type Result, succeed } from '#shared/kernel/result.ts'
import type { FieldChoice } from './column-choice.tsx'

/** All fields a column can stand for, for the form. */
export function fieldChoices(): FieldChoice[] {
  return importFieldNames.map((name) => ({
    name,
    label: importFields[name].label,
    isRequired: importFields[name].required,
  }))
}

export interface MappingFailure {
  readonly kind: 'invalid-mapping'
  /** Every problem in words, each on its own. */
  readonly message: string
  readonly problems: readonly string[]
  readonly retryable: false
}

/**
 * The mapping a person confirmed: field `column-<n>` says what the n-th heading means, the rest are settings of the
 * whole file. Fails with all problems at once.
 */
export function readMappingForm(
  form: FormData,
  headings: readonly string[],
): Result<ImportMapping, MappingFailure> {
  const columns: Record<string, string> = {}
  const problems: string[] = []
  for (const [index, heading] of headings.entries()) {
    const field = textOf(form, `column-${index}`)
    if (field === undefined) continue
    const taken = columns[field]
    if (taken !== undefined)
      problems.push(`“${taken}” and “${heading}” cannot both be the ${labelOf(field)}.`)
    else columns[field] = heading
  }
  for (const name of importFieldNames) {
    if (importFields[name].required && columns[name] === undefined) {
      problems.push(`Choose the column for: ${importFields[name].label}.`)
    }
  }
  const parsed = importMappingSchema.safeParse({
    columns,
    currency: textOf(form, 'currency')?.toUpperCase(),
    timeZone: textOf(form, 'timeZone'),
    dateOrder: textOf(form, 'dateOrder'),
    decimalMark: textOf(form, 'decimalMark'),
    channel: textOf(form, 'channel'),
    cancellationPrefix: textOf(form, 'cancellationPrefix'),
  })
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  }
  return parsed.success && problems.length === 0
    ? succeed(parsed.data)
    : fail({ kind: 'invalid-mapping', message: problems.join(' '), problems, retryable: false })
}

function labelOf(field: string): string {
  const name = importFieldNames.find((candidate) => candidate === field)
  return name === undefined ? field : importFields[name].label
}

function textOf(form: FormData, name: string): string | undefined {
  const value = form.get(name)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
