import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identifierPriority } from '#shared/identity/identifier.ts'
import { type IdentityClaim, maxMergedCustomers, resolveClaims } from '#shared/identity/resolve.ts'

const seed = 20261121
const keyOfEvent = fc
  .tuple(fc.constantFrom('phone', 'email', 'cookie_id'), fc.nat(4))
  .map(([type, number]) => `${type}:${number}`)

function claimsOf(maxKeys: number): fc.Arbitrary<IdentityClaim[]> {
  return fc.array(fc.uniqueArray(keyOfEvent, { maxLength: maxKeys }), { maxLength: 20 }).map((events) =>
    events.map((keys, index) => {
      const strongestFirst = [...keys].sort(
        (left, right) => identifierPriority(left) - identifierPriority(right),
      )
      return { eventKey: `event-${index}`, keys: strongestFirst }
    }),
  )
}

function resolveAll(claims: readonly IdentityClaim[]) {
  let bornCount = 0
  const newCustomerId = () => {
    bornCount += 1
    return `cus_${String(bornCount).padStart(4, '0')}`
  }
  return resolveClaims(claims, new Map(), newCustomerId)
}

/** Which identifiers belong together, without the names of customers. */
function groups(owners: ReadonlyMap<string, string>): string[] {
  const members = Map.groupBy(owners.keys(), (key) => owners.get(key))
  return [...members.values()].map((keys) => keys.sort().join(' ')).sort()
}

describe('resolveClaims', () => {
  it(`finds the same people in whatever order their events come, as long as no event can go to review (seed ${seed})`, () => {
    const claimsInTwoOrders = claimsOf(maxMergedCustomers).chain((claims) =>
      fc.tuple(fc.constant(claims), fc.shuffledSubarray(claims, { minLength: claims.length })),
    )
    fc.assert(
      fc.property(claimsInTwoOrders, ([claims, shuffled]) => {
        expect(groups(resolveAll(shuffled).newOwners)).toEqual(groups(resolveAll(claims).newOwners))
      }),
      { seed, numRuns: 2_000 },
    )
  })

  it(`names only customers that are there, merges each away once, and never merges by a review (seed ${seed})`, () => {
    fc.assert(
      fc.property(claimsOf(7), (claims) => {
        const { resolutions, newOwners, newCustomerIds, merges, reviews } = resolveAll(claims)
        const mergedIds = merges.map(({ mergedId }) => mergedId)
        const alive = newCustomerIds.filter((customerId) => !mergedIds.includes(customerId))
        expect(new Set(mergedIds).size).toBe(mergedIds.length)
        expect(resolutions).toHaveLength(claims.length)
        for (const [index, { customerId, rule }] of resolutions.entries()) {
          if (rule === 'no-identifier') expect(customerId).toBeNull()
          else expect(alive).toContain(customerId)
          const eventKey = claims[index]?.eventKey
          const mergedBy = merges.filter((merge) => merge.eventKey === eventKey)
          expect(mergedBy.length > 0).toBe(rule === 'merged')
          expect(mergedBy.length).toBeLessThan(maxMergedCustomers)
          expect(reviews.some((review) => review.eventKey === eventKey)).toBe(rule === 'needs-review')
        }
        expect(new Set(newOwners.values())).toEqual(new Set(alive))
      }),
      { seed, numRuns: 2_000 },
    )
  })
})
