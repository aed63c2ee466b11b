import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GrowingIdentity } from '#shared/identity/dry-run/growing-identity.ts'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import { defaultIdentityRules, type IdentityRules } from '#shared/identity/identity-rules.ts'
import { resolveClaims } from '#shared/identity/resolve.ts'
import { arbitraryClaims, claimKinds } from '#tests/support/arbitrary-claims.ts'
import { ConnectedIdentifiers } from '#tests/support/connected-identifiers.ts'
import { referenceId } from '#tests/support/known-from-reference.ts'
import { nothingDecided } from '#tests/support/nothing-decided.ts'
import { nothingKnown } from '#tests/support/nothing-known.ts'
import { ReferenceIdentity } from '#tests/support/reference-identity.ts'

const seed = 20261121
/** Nothing is protected: no limits, and nobody ties too many. */
const openRules: IdentityRules = {
  ...defaultIdentityRules,
  limits: {},
  sharedContactAfter: 1_000,
  sharedDeviceAfter: 1_000,
}
/** Limits that two or three identifiers reach. */
const tightRules = fc
  .record({
    maxMergedCustomers: fc.integer({ min: 1, max: 4 }),
    sharedDeviceAfter: fc.integer({ min: 2, max: 4 }),
    sharedContactAfter: fc.integer({ min: 2, max: 4 }),
    maxCount: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ maxCount, ...rules }): IdentityRules => {
    const limit = { maxCount, windowDays: null }
    const limits = { external_id: limit, phone: limit, email: limit, loyalty_id: limit, cookie_id: limit }
    return { ...defaultIdentityRules, ...rules, limits }
  })

function numberedIds() {
  let bornCount = 0
  return () => referenceId(bornCount++)
}

/** Decides in batches that end where `cuts` says; returns everything that is known then. */
function resolveInBatches(claims: readonly IdentityClaim[], cuts: readonly number[], rules = openRules) {
  const identity = new GrowingIdentity(nothingDecided)
  const newCustomerId = numberedIds()
  const ends = [...new Set([...cuts, claims.length])].sort((left, right) => left - right)
  for (const [index, end] of ends.entries())
    identity.take(resolveClaims(claims.slice(ends[index - 1] ?? 0, end), identity, rules, newCustomerId))
  return identity
}

/** Which identifiers belong together, without the names of customers. */
function groups(keys: Iterable<string>, nameOf: (key: string) => unknown): string[] {
  return [...Map.groupBy(keys, nameOf).values()].map((together) => together.sort().join(' ')).sort()
}

const cuts = fc.array(fc.nat(20), { maxLength: 6 })

describe('resolveClaims', () => {
  it(`comes to the connected identifiers, whatever the order of events and batches, where nothing is protected (seed ${seed})`, () => {
    const inAnyOrder = arbitraryClaims(claimKinds.slice(0, 7), 3).chain((claims) =>
      fc.shuffledSubarray(claims, { minLength: claims.length }),
    )
    fc.assert(
      fc.property(inAnyOrder, cuts, (claims, ends) => {
        const connected = new ConnectedIdentifiers()
        for (const { keys } of claims) connected.join(keys)
        const identity = resolveInBatches(claims, ends)
        const keys = new Set(claims.flatMap((claim) => claim.keys))
        expect(groups(keys, (key) => identity.ownerOf(key))).toEqual(
          groups(keys, (key) => connected.labelOf(key)),
        )
      }),
      { seed, numRuns: 2_000 },
    )
  })

  it(`comes to what the plain rules come to, wherever batches end (seed ${seed})`, () => {
    fc.assert(
      fc.property(arbitraryClaims(claimKinds, 5), cuts, tightRules, (claims, ends, rules) => {
        const reference = new ReferenceIdentity(rules)
        for (const claim of claims) reference.accept(claim)
        const identity = resolveInBatches(claims, ends, rules)
        const homes = [...reference.homes].map(([key, home]) => [key, referenceId(home)] as const)
        expect(new Map(identity.owners)).toEqual(new Map(homes))
        for (const [key] of homes)
          expect(identity.ownerOf(key)).toBe(referenceId(reference.ownerOf(key) ?? -1))
        expect(identity.shared).toEqual(reference.shared)
      }),
      { seed, numRuns: 2_000 },
    )
  })

  it(`gives an event that comes again to the same customer, and changes nothing (seed ${seed})`, () => {
    fc.assert(
      fc.property(arbitraryClaims(claimKinds, 5), tightRules, (claims, rules) => {
        const last = claims.at(-1)
        if (last === undefined) return
        const newCustomerId = numberedIds()
        const identity = new GrowingIdentity(nothingDecided)
        identity.take(resolveClaims(claims, identity, rules, newCustomerId))
        const settle = resolveClaims([last], identity, rules, newCustomerId)
        identity.take(settle)
        const again = resolveClaims([last, last], identity, rules, newCustomerId)
        expect(again.resolutions.map(({ homeId }) => homeId)).toEqual(
          Array(2).fill(settle.resolutions[0]?.homeId),
        )
        const { newOwners, newCustomerIds, merges, demotions } = again
        expect([newOwners.size, newCustomerIds, merges, demotions]).toEqual([0, [], [], []])
        const isKnown = ({ key, partner }: { key: string; partner: string }) =>
          key.startsWith('pos_bill:') || identity.ties.get(key)?.has(partner)
        expect(again.ties.filter((tie) => !isKnown(tie))).toEqual([])
      }),
      { seed, numRuns: 2_000 },
    )
  })

  it(`names only customers that are there, and merges each away once (seed ${seed})`, () => {
    fc.assert(
      fc.property(arbitraryClaims(claimKinds, 7), tightRules, (claims, rules) => {
        const batch = resolveClaims(claims, nothingKnown, rules, numberedIds())
        const mergedIds = batch.merges.map(({ mergedId }) => mergedId)
        const alive = batch.newCustomerIds.filter((customerId) => !mergedIds.includes(customerId))
        expect(new Set(mergedIds).size).toBe(mergedIds.length)
        expect(batch.resolutions).toHaveLength(claims.length)
        for (const [index, { customerId, homeId, rule }] of batch.resolutions.entries()) {
          const isNobodys = rule === 'no-identifier' || rule === 'shared-identifiers'
          expect([customerId === null, homeId === null]).toEqual([isNobodys, isNobodys])
          if (customerId !== null) expect(alive).toContain(customerId)
          const isOf = ({ eventKey }: { eventKey: string }) => eventKey === claims[index]?.eventKey
          // An event by which an identifier turned out to be shared is decided twice.
          if (batch.demotions.some(isOf)) continue
          const mergedBy = batch.merges.filter(isOf)
          expect(mergedBy.length > 0).toBe(rule === 'merged')
          expect(mergedBy.length).toBeLessThan(rules.maxMergedCustomers)
        }
        for (const home of batch.newOwners.values()) expect(batch.newCustomerIds).toContain(home)
      }),
      { seed, numRuns: 2_000 },
    )
  })
})
