import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { issueInWords } from '#shared/kernel/issue-words.ts'

const amount = z.union([z.string(), z.number()])
const kinds = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sale') }),
  z.object({ kind: z.literal('void') }),
])

describe('issueInWords', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.string(), undefined, 'is missing'],
    [z.string(), null, 'is not a text'],
    [z.array(z.string()), 'x', 'is not a list'],
    [z.object({}), [], 'is not an object'],
    [z.record(z.string(), z.string()), 3, 'is not an object'],
    [z.number(), Number.NaN, 'is not a number'],
    [z.int(), 1.5, 'is not a whole number'],
    [z.boolean(), 'yes', 'is not true or false'],
    [amount, undefined, 'is missing'],
    [amount, true, 'is not a text or a number'],
    [z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]), {}, 'is of no kind that is known'],
    [z.enum(['iso', 'seconds']), 'minutes', 'is none of iso, seconds'],
    [z.enum(['iso', 'seconds']), undefined, 'is missing'],
    [z.enum(['iso', 'seconds']), null, 'is none of iso, seconds'],
    [z.literal('x'), 'y', 'is not x'],
    [z.literal('x'), undefined, 'is missing'],
    [z.union([z.literal(7), z.literal(28)]), 9, 'is none of 7, 28'],
    [z.union([z.literal(7), z.literal(28)]), undefined, 'is missing'],
    [z.union([z.literal(7), z.string()]), 9, 'is of no kind that is known'],
    [z.union([z.literal(7), z.string()]), undefined, 'is missing'],
    [z.string().min(8), 'short', 'has fewer than 8 characters'],
    [z.string().min(1), '', 'is empty'],
    [z.string().max(2), 'long', 'has more than 2 characters'],
    [z.array(z.string()).min(1), [], 'is empty'],
    [z.array(z.string()).min(2), ['a'], 'has fewer than 2 entries'],
    [z.array(z.string()).max(1), ['a', 'b'], 'has more than 1 entry'],
    [z.set(z.string()).max(1), new Set(['a', 'b']), 'has more than 1 entry'],
    [z.tuple([z.string()]), ['a', 'b'], 'has more than 1 entry'],
    [z.tuple([z.string(), z.string()]), ['a'], 'has fewer than 2 entries'],
    [z.tuple([z.string()]), 'a', 'is not a list'],
    [z.number().max(10), 11, 'is more than 10'],
    [z.int().min(0), -1, 'is less than 0'],
    [z.number().positive(), 0, 'must be more than 0'],
    [z.number().negative(), 0, 'must be less than 0'],
    [z.number().lt(1), 1, 'must be less than 1'],
    [z.bigint().positive(), 0n, 'must be more than 0'],
    [z.number().multipleOf(5), 3, 'is no multiple of 5'],
    [z.date(), new Date(Number.NaN), 'is not a date'],
    [z.date().min(new Date('2026-01-01')), new Date(0), 'is before 2026-01-01T00:00:00.000Z'],
    [z.date().max(new Date(0)), new Date('2026-01-01'), 'is after 1970-01-01T00:00:00.000Z'],
    [z.record(z.string().regex(/^a/), z.string()), { b: 'x' }, 'is no name that can be used here'],
    [z.strictObject({ a: z.string() }), { a: 'x', b: 1 }, 'has names that are not known: b'],
    [z.url(), 'shop', 'is not an address such as https://shop.example'],
    [z.url({ protocol: /^https$/ }), 'http://a.example', 'is not an address such as https://shop.example'],
    [z.email(), 'ada', 'is no e-mail address'],
    [z.iso.date(), '22/11/2026', 'is no date as 2026-11-22'],
    [z.iso.datetime({ offset: true }), '2026-11-22', 'is no moment as 2026-11-22T10:30:00Z'],
    [z.iso.time(), 'noon', 'is no time of day as 10:30:00'],
    [z.uuid(), '12', 'is no UUID'],
    [z.guid(), '12', 'is no UUID'],
    [z.e164(), '12', 'is no phone number as +447700900123'],
    [z.string().lowercase(), 'A', 'is not in small letters'],
    [z.string().startsWith('gid://'), 'x', 'does not begin with gid://'],
    [z.string().endsWith('.example'), 'x', 'does not end with .example'],
    [z.string().includes('@'), 'x', 'does not hold @'],
    [z.string().regex(/^[A-Z]{3}$/), 'pounds', 'is not written as it must be'],
    [z.string().regex(/^[A-Z]{3}$/, 'Invalid code'), 'pounds', 'Invalid code'],
    [z.string('Invalid name'), 3, 'Invalid name'],
    [z.enum(['iso'], 'Invalid input'), undefined, 'Invalid input'],
    [z.number().min(3, 'Too small for a basket'), 1, 'Too small for a basket'],
    [z.string().refine(() => false), 'x', 'is not as it must be'],
    [z.string().regex(/^[A-Z]{3}$/, 'is not a currency code'), 'pounds', 'is not a currency code'],
    [z.string().refine(() => false, 'names nobody'), 'x', 'names nobody'],
  ])('of %# says what a person understands', (schema, value, words) => {
    const [issue] = schema.safeParse(value).error?.issues ?? []
    expect(issue && issueInWords(issue)).toBe(words)
  })

  it('names the kinds where one was to be chosen', () => {
    const [issue] = kinds.safeParse({ kind: 'gift' }).error?.issues ?? []
    expect(issue && issueInWords(issue)).toBe('is none of sale, void')
  })

  it.each([{}, { kind: undefined }])('says that no kind was chosen in %j', (value) => {
    const [issue] = kinds.safeParse(value).error?.issues ?? []
    expect(issue?.path).toEqual(['kind'])
    expect(issue && issueInWords(issue)).toBe('is missing')
  })
})
