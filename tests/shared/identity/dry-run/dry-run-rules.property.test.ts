import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rulesDryRunSchema } from '#shared/contracts/identity.ts'
import { dryRunRules, shownChanges } from '#shared/identity/dry-run/dry-run-rules.ts'
import { defaultIdentityRules, type IdentityRules } from '#shared/identity/identity-rules.ts'
import { newClaim } from '#tests/support/new-claim.ts'
import { nothingDecided } from '#tests/support/nothing-decided.ts'
import { plainPhoneAndEmailCustomers } from '#tests/support/plain-phone-and-email-customers.ts'

const seed = 20261121

/** Only the limits of phones and e-mails decide here. */
function rulesOf(maxPhones: number, maxEmails: number): IdentityRules {
  return {
    ...defaultIdentityRules,
    maxMergedCustomers: 10,
    sharedContactAfter: 1_000,
    limits: {
      phone: { maxCount: maxPhones, windowDays: null },
      email: { maxCount: maxEmails, windowDays: null },
    },
  }
}

const visits = fc.array(
  fc.record(
    {
      phone: fc.integer({ min: 0, max: 5 }).map((number) => `phone:${number}`),
      email: fc.integer({ min: 0, max: 5 }).map((number) => `email:${number}`),
    },
    { requiredKeys: [] },
  ),
  { maxLength: 30 },
)
const limit = fc.integer({ min: 1, max: 4 })

/** Customers of `whole` of which two identifiers belong to different customers in `divided`: every pair is looked at. */
function dividedCount(
  whole: readonly ReadonlySet<string>[],
  divided: readonly ReadonlySet<string>[],
): number {
  const isApart = (left: string, right: string) => {
    const [one, other] = [divided.find((keys) => keys.has(left)), divided.find((keys) => keys.has(right))]
    return one !== undefined && other !== undefined && one !== other
  }
  return whole.filter((keys) => [...keys].some((left) => [...keys].some((right) => isApart(left, right))))
    .length
}

describe('dryRunRules', () => {
  it(`finds the merges and splits that a plain recomputation finds when limits change (seed ${seed})`, () => {
    let splitRuns = 0
    let mergeRuns = 0
    fc.assert(
      fc.property(visits, limit, limit, limit, limit, (drawn, phones, emails, otherPhones, otherEmails) => {
        const claims = drawn.map(({ phone, email }, index) =>
          newClaim(
            `shop:${index}`,
            [phone, email].filter((key) => key !== undefined),
          ),
        )
        const dryRun = dryRunRules(
          claims,
          nothingDecided,
          rulesOf(phones, emails),
          rulesOf(otherPhones, otherEmails),
        )
        const before = plainPhoneAndEmailCustomers(drawn, phones, emails)
        const after = plainPhoneAndEmailCustomers(drawn, otherPhones, otherEmails)
        expect([dryRun.customerCountBefore, dryRun.customerCountAfter]).toEqual([before.length, after.length])
        expect(dryRun.splitCount).toBe(dividedCount(before, after))
        expect(dryRun.mergeCount).toBe(dividedCount(after, before))
        if (dryRun.splitCount > 0) splitRuns += 1
        if (dryRun.mergeCount > 0) mergeRuns += 1
        for (const { partKeys } of dryRun.splits) {
          expect(before.some((keys) => partKeys.every((key) => keys.has(key)))).toBe(true)
          expect(new Set(partKeys.map((key) => after.find((keys) => keys.has(key)))).size).toBe(
            partKeys.length,
          )
        }
      }),
      { seed, numRuns: 3_000 },
    )
    expect(Math.min(splitRuns, mergeRuns)).toBeGreaterThan(100)
  })

  it(`finds no change when the rules do not change (seed ${seed})`, () => {
    fc.assert(
      fc.property(visits, limit, limit, (drawn, phones, emails) => {
        const claims = drawn.map(({ phone, email }, index) =>
          newClaim(
            `shop:${index}`,
            [phone, email].filter((key) => key !== undefined),
          ),
        )
        const rules = rulesOf(phones, emails)
        const dryRun = dryRunRules(claims, nothingDecided, rules, { ...rules, version: 99 })
        expect(dryRun).toMatchObject({ mergeCount: 0, splitCount: 0, merges: [], splits: [] })
        expect([dryRun.customerCountAfter, dryRun.reviewCountAfter]).toEqual([
          dryRun.customerCountBefore,
          dryRun.reviewCountBefore,
        ])
      }),
      { seed, numRuns: 500 },
    )
  })

  it('shows the changes with most events first, a hundred of each kind, and counts all', () => {
    const claims = Array.from({ length: 130 }, (_, person) => {
      const [left, right] = [`email:left-${person}`, `email:right-${person}`]
      const visits = Array.from({ length: 1 + (person % 7) }, () => [left])
      return [...visits, [right], [left, `phone:${person}`], [right, `phone:${person}`]].map((keys, index) =>
        newClaim(`shop:${person}-${index}`, keys),
      )
    }).flat()
    const dryRun = dryRunRules(claims, nothingDecided, rulesOf(5, 5), rulesOf(5, 1))
    expect([dryRun.splitCount, dryRun.splits.length, dryRun.mergeCount]).toEqual([130, shownChanges, 0])
    const eventCounts = dryRun.splits.map(({ eventCount }) => eventCount)
    expect(eventCounts).toEqual([...eventCounts].sort((left, right) => right - left))
    expect(eventCounts[0]).toBe(10)
    const back = dryRunRules(claims, nothingDecided, rulesOf(5, 1), rulesOf(5, 5))
    expect([back.mergeCount, back.merges.length, back.splitCount]).toEqual([130, shownChanges, 0])
    const customers = ({ partKeys, eventCount }: { partKeys: readonly string[]; eventCount: number }) => ({
      customerIds: [],
      identifiers: partKeys,
      eventCount,
    })
    const view = {
      ...back,
      eventCount: claims.length,
      isComplete: true,
      merges: back.merges.map(customers),
      splits: back.splits.map(customers),
    }
    expect(rulesDryRunSchema.parse(view)).toEqual(view)
  })
})
