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
    [z.literal('x'), 'y', 'is none of x'],
    [z.string().min(8), 'short', 'has fewer than 8 characters'],
    [z.string().min(1), '', 'is empty'],
    [z.string().max(2), 'long', 'has more than 2 characters'],
    [z.array(z.string()).min(1), [], 'has fewer than 1 entries'],
    [z.number().max(10), 11, 'is more than 10'],
    [z.int().min(0), -1, 'is less than 0'],
    [z.strictObject({ a: z.string() }), { a: 'x', b: 1 }, 'has names that are not known: b'],
    [z.url(), 'shop', 'is not an address such as https://shop.example'],
    [z.string().regex(/^[A-Z]{3}$/), 'pounds', 'is not written as it must be'],
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
})
