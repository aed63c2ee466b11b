import * as z from 'zod'

/** What a value was to be, in the words of somebody who has never seen a schema. */
const things: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  bigint: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'a date',
}
/** What is said of a text that is not written as its format wants. */
const formats: Readonly<Record<string, string>> = {
  email: 'is no e-mail address',
  url: 'is not an address such as https://shop.example',
  date: 'is no date as 2026-11-22',
  datetime: 'is no moment as 2026-11-22T10:30:00Z',
  time: 'is no time of day as 10:30:00',
  uuid: 'is no UUID',
  guid: 'is no UUID',
  e164: 'is no phone number as +447700900123',
  json_string: 'is no JSON',
  lowercase: 'is not in small letters',
  uppercase: 'is not in capitals',
}
/** What is counted in something that can be too long or too short. */
const units: Readonly<Record<string, { readonly one: string; readonly many: string }>> = {
  string: { one: 'character', many: 'characters' },
  array: { one: 'entry', many: 'entries' },
  set: { one: 'entry', many: 'entries' },
  map: { one: 'entry', many: 'entries' },
}
const leftOut = 'Invalid input: received undefined'

// Zod says of a type that nothing was there to be it, but not of a choice, and the issue no longer holds what was given.
z.config({ customError: (issue) => (isLeftOut(issue) ? leftOut : undefined) })

/**
 * One thing that a schema found wrong, to be read behind the name of the field: "is missing", "is not a text". Where
 * the schema has a message of its own, that.
 */
export function issueInWords(issue: z.core.$ZodIssue): string {
  if (isMissing(issue)) return 'is missing'
  if (!isInZodsWords(issue)) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      return `is not ${thing(issue.expected)}`
    case 'invalid_union':
      return unionInWords(issue)
    case 'invalid_value':
      return choiceInWords(issue.values)
    case 'too_small':
      return tooSmallInWords(issue)
    case 'too_big':
      return tooBigInWords(issue)
    case 'not_multiple_of':
      return `is no multiple of ${issue.divisor}`
    case 'unrecognized_keys':
      return `has names that are not known: ${issue.keys.join(', ')}`
    case 'invalid_key':
      return 'is no name that can be used here'
    case 'invalid_format':
      return formatInWords(issue)
    default:
      return 'is not as it must be'
  }
}

function isLeftOut(issue: z.core.$ZodRawIssue): boolean {
  if (issue.code === 'invalid_value') return issue.input === undefined
  if (issue.code !== 'invalid_union') return false
  const { discriminator, input } = issue as { discriminator?: string; input?: unknown }
  if (discriminator === undefined) return input === undefined
  return (input as Readonly<Record<string, unknown>>)[discriminator] === undefined
}

function isMissing({ code, message }: z.core.$ZodIssue): boolean {
  return (
    message === leftOut || (code === 'invalid_type' && /^Invalid input: .*received undefined$/.test(message))
  )
}

function isInZodsWords(issue: z.core.$ZodIssue): boolean {
  // What was given, which is part of these words, is no longer there.
  if (issue.code === 'invalid_type') return issue.message.startsWith('Invalid input: expected ')
  return issue.message === z.config().localeError?.(issue as z.core.$ZodRawIssue)
}

function thing(expected: string): string {
  return things[expected] ?? expected
}

function choiceInWords(values: readonly unknown[]): string {
  return `${values.length === 1 ? 'is not' : 'is none of'} ${values.map(String).join(', ')}`
}

function unionInWords(issue: z.core.$ZodIssueInvalidUnion): string {
  if ('options' in issue && issue.options !== undefined) return choiceInWords(issue.options)
  const ways = issue.errors.flatMap(([first]) => first ?? []).filter(({ path }) => path.length === 0)
  const isWhole = ways.length > 0 && ways.length === issue.errors.length
  const wanted = ways.flatMap((way) => (way.code === 'invalid_type' ? [thing(way.expected)] : []))
  if (isWhole && wanted.length === ways.length) return `is not ${wanted.join(' or ')}`
  const values = ways.flatMap((way) => (way.code === 'invalid_value' ? [way.values] : []))
  return isWhole && values.length === ways.length
    ? choiceInWords(values.flat())
    : 'is of no kind that is known'
}

function tooSmallInWords({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): string {
  const unit = units[origin]
  if (unit !== undefined) return Number(minimum) === 1 ? 'is empty' : `has fewer than ${minimum} ${unit.many}`
  if (origin === 'date') return `is before ${new Date(Number(minimum)).toISOString()}`
  return inclusive === false ? `must be more than ${minimum}` : `is less than ${minimum}`
}

function tooBigInWords({ origin, maximum, inclusive }: z.core.$ZodIssueTooBig): string {
  const unit = units[origin]
  if (unit !== undefined) return `has more than ${maximum} ${Number(maximum) === 1 ? unit.one : unit.many}`
  if (origin === 'date') return `is after ${new Date(Number(maximum)).toISOString()}`
  return inclusive === false ? `must be less than ${maximum}` : `is more than ${maximum}`
}

function formatInWords(issue: z.core.$ZodIssueInvalidStringFormat): string {
  if ('prefix' in issue) return `does not begin with ${issue.prefix}`
  if ('suffix' in issue) return `does not end with ${issue.suffix}`
  if ('includes' in issue) return `does not hold ${issue.includes}`
  return formats[issue.format] ?? 'is not written as it must be'
}
