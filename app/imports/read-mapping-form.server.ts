import {
  fieldsOfKind,
  type ImportKind,
  type ImportMapping,
  importKindNames,
  importMappingSchema,
} from '#shared/contracts/imports.ts'
import { fail, type Result, succeed } from '#shared/kernel/result.ts'
import type { FieldChoice } from './column-choice.tsx'

/** All fields a column of such a file can stand for, for the form. */
export function fieldChoices(kind: ImportKind): FieldChoice[] {
  return fieldsOfKind(kind).map(([name, { label, required }]) => ({ name, label, isRequired: required }))
}

/** A kind as an address or a form names it; undefined for anything else. */
export function readKind(text: FormDataEntryValue | null): ImportKind | undefined {
  return importKindNames.find((kind) => kind === text)
}

/** What to do about a setting that the contract refuses, under the label the form has for it. */
const settingProblems: Readonly<Record<string, string>> = {
  currency: 'Currency: give the three letters of its code, such as EUR.',
  cancellationPrefix: 'Cancellations begin with: at most 10 characters.',
  channel: 'Channel: choose one of the list.',
  dateOrder: 'Dates are written: choose one of the list.',
  decimalMark: 'Decimals are written: choose one of the list.',
}
const unknownMeaning = 'Choose what each column means from its list.'

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
  const kind = readKind(form.get('kind')) ?? 'orders'
  const fields = fieldsOfKind(kind)
  const labelOf = (field: string) => fields.find(([name]) => name === field)?.[1].label ?? field
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
  for (const [name, { label, required }] of fields) {
    if (required && columns[name] === undefined) problems.push(`Choose the column for: ${label}.`)
  }
  const parsed = importMappingSchema.safeParse({
    kind,
    columns,
    currency: textOf(form, 'currency')?.toUpperCase(),
    timeZone: textOf(form, 'timeZone'),
    dateOrder: textOf(form, 'dateOrder'),
    decimalMark: textOf(form, 'decimalMark'),
    channel: textOf(form, 'channel'),
    cancellationPrefix: textOf(form, 'cancellationPrefix'),
  })
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map(({ path }) => String(path[0])))
    problems.push(...[...wrong].map((name) => settingProblems[name] ?? unknownMeaning))
  }
  return parsed.success && problems.length === 0
    ? succeed(parsed.data)
    : fail({ kind: 'invalid-mapping', message: problems.join(' '), problems, retryable: false })
}

function textOf(form: FormData, name: string): string | undefined {
  const value = form.get(name)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
