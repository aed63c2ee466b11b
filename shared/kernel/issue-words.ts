import type * as z from 'zod'

/** What a value was to be, in the words of somebody who has never seen a schema. */
const things: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}
/** How zod begins what it says where a schema says nothing of its own. */
const ownWords = /^(?:Invalid|Too (?:small|big)|Unrecognized key)/

/** One thing that a schema found wrong, to be read behind the name of the field: "is missing", "is not a text". */
export function issueInWords(issue: z.core.$ZodIssue): string {
  if (!ownWords.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      return isMissing(issue) ? 'is missing' : `is not ${thing(issue.expected)}`
    case 'invalid_union':
      return unionInWords(issue)
    case 'invalid_value':
      return `is none of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return limitInWords(issue.origin, issue.minimum, 'less')
    case 'too_big':
      return limitInWords(issue.origin, issue.maximum, 'more')
    case 'unrecognized_keys':
      return `has names that are not known: ${issue.keys.join(', ')}`
    case 'invalid_format':
      return issue.format === 'url'
        ? 'is not an address such as https://shop.example'
        : 'is not written as it must be'
    default:
      return issue.message
  }
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.message.endsWith('received undefined')
}

function thing(expected: string): string {
  return things[expected] ?? expected
}

function unionInWords(issue: z.core.$ZodIssueInvalidUnion): string {
  if ('options' in issue && issue.options !== undefined)
    return `is none of ${issue.options.map(String).join(', ')}`
  const ways = issue.errors.flatMap(([first]) => first ?? [])
  const wanted = ways.filter((way) => way.code === 'invalid_type').filter(({ path }) => path.length === 0)
  if (ways.length === 0 || wanted.length < ways.length) return 'is of no kind that is known'
  return wanted.every(isMissing)
    ? 'is missing'
    : `is not ${wanted.map(({ expected }) => thing(expected)).join(' or ')}`
}

function limitInWords(origin: string, limit: number | bigint, than: 'less' | 'more'): string {
  if (origin === 'string')
    return than === 'less' && Number(limit) === 1 ? 'is empty' : `has ${count(than)} than ${limit} characters`
  if (origin === 'array' || origin === 'set') return `has ${count(than)} than ${limit} entries`
  return `is ${than} than ${limit}`
}

function count(than: 'less' | 'more'): string {
  return than === 'less' ? 'fewer' : 'more'
}
