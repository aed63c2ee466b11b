import { describe, expect, it } from 'vitest'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import { resolveClaims } from '#shared/identity/resolve.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { drawClaims, drawRules } from '#tests/support/arbitrary-claims.ts'
import { drawInt, drawOne } from '#tests/support/drawing.ts'
import { knownFromReference, referenceId } from '#tests/support/known-from-reference.ts'
import { ReferenceIdentity } from '#tests/support/reference-identity.ts'

const firstSeed = 20261121
const historyCount = Math.round(Number(process.env.PATRON_HISTORIES ?? 25_000) * 0.9)

/** Decides a batch both ways and compares all that came of it. The reference decides one event after the other. */
function resolveBoth(reference: ReferenceIdentity, batch: readonly IdentityClaim[], seed: number): void {
  const known = knownFromReference(reference)
  const bornBefore = reference.bornCount
  const before = {
    homes: new Map(reference.homes),
    mergeCount: reference.merges.length,
    askedCount: reference.asked.length,
    demotedCount: reference.demoted.length,
    ties: new Map([...reference.ties].map(([key, partners]) => [key, partners.length])),
  }
  let bornCount = bornBefore
  const found = resolveClaims(batch, known, reference.rules, () => referenceId(bornCount++))
  const places = batch.map((claim) => reference.accept(claim))

  const isDemoted = reference.demoted.length > before.demotedCount
  const resolutions = batch.map(({ keys }, index) => {
    const { home: firstHome = null, rule } = places[index] ?? {}
    const home = firstHome === null ? null : ((isDemoted ? reference.homeOf(keys) : null) ?? firstHome)
    const customer = home === null ? null : reference.current(home)
    const foreignKeys = customer === null ? [] : keys.filter((key) => reference.ownerOf(key) !== customer)
    return {
      customerId: customer === null ? null : referenceId(customer),
      homeId: home === null ? null : referenceId(home),
      rule,
      ...(foreignKeys.length > 0 && { foreignKeys }),
    }
  })
  const named = (partner: string | number) => (typeof partner === 'number' ? referenceId(partner) : partner)
  const isNamer = (key: string) => !reference.shared.has(key)
  const expected = {
    resolutions,
    owners: [...reference.homes]
      .filter(([key]) => !before.homes.has(key))
      .map(([key, home]) => `${key} ${referenceId(home)}`)
      .sort(),
    merges: reference.merges
      .slice(before.mergeCount)
      .map(({ survivor, merged, rule, eventKey }) =>
        [referenceId(survivor), referenceId(merged), rule, eventKey].join(),
      ),
    reviews: reference.asked
      .slice(before.askedCount)
      .map(({ subject, reason, customers, eventKey, keys }) =>
        [named(subjectName(subject)), reason, customers.map(referenceId), eventKey, keys].join(),
      )
      .sort(),
    ties: [...reference.ties]
      .filter(([key]) => isNamer(key))
      .flatMap(([key, partners]) =>
        partners.slice(before.ties.get(key) ?? 0).map((partner) => `${key} ${named(partner)}`),
      )
      .sort(),
    demotions: reference.demoted
      .slice(before.demotedCount)
      .map(({ key, customer }) => `${key} ${referenceId(reference.current(customer))}`),
    bornCount: reference.bornCount,
  }
  const actual = {
    resolutions: found.resolutions,
    owners: [...found.newOwners].map(([key, id]) => `${key} ${id}`).sort(),
    merges: found.merges.map(({ survivorId, mergedId, rule, eventKey }) =>
      [survivorId, mergedId, rule, eventKey].join(),
    ),
    reviews: found.reviews
      .map(({ subject, reason, customerIds, eventKey, keys }) =>
        [subject, reason, customerIds, eventKey, keys].join(),
      )
      .sort(),
    ties: found.ties
      .filter(({ key }) => isNamer(key))
      .map(({ key, partner }) => `${key} ${partner}`)
      .sort(),
    demotions: found.demotions.map(({ key, customerId }) => `${key} ${customerId}`),
    bornCount,
  }
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual, `seed ${seed}`).toEqual(expected)
}

function subjectName(subject: string): string {
  return subject.startsWith('pair:')
    ? `pair:${subject
        .slice(5)
        .split('|')
        .map((customer) => referenceId(Number(customer)))
        .join('|')}`
    : subject
}

/** What people say in between, straight into the reference: the pure decisions only see what comes of it. */
function decideSomething(reference: ReferenceIdentity, random: RandomSource): void {
  const customers = Array.from({ length: reference.bornCount }, (_, customer) => customer).filter(
    (customer) => reference.current(customer) === customer,
  )
  const standing = reference.merges.filter(
    (merge) => !merge.isUndone && reference.current(merge.survivor) === merge.survivor,
  )
  const draw = random()
  if (draw < 0.4 && standing.length > 0) {
    const merge = drawOne(random, standing)
    merge.isUndone = true
    reference.apart.push([merge.survivor, merge.merged])
  } else if (draw < 0.6 && customers.length > 1) {
    const [left = 0, right = 0] = [drawOne(random, customers), drawOne(random, customers)]
    if (left !== right) reference.apart.push([left, right])
  } else if (draw < 0.8 && reference.homes.size > 1) {
    const key = drawOne(random, [...reference.homes.keys()])
    const from = reference.ownerOf(key) ?? -1
    const home = reference.bornCount++
    reference.homes.set(key, home)
    for (const first of reference.firsts) if (first.key === key) first.home = home
    reference.apart.push([from, home])
  } else if (reference.shared.size > 0) {
    const key = drawOne(random, [...reference.shared])
    reference.shared.delete(key)
    reference.ties.delete(key)
  }
}

function runHistory(seed: number): void {
  const random = seededRandom(seed)
  const reference = new ReferenceIdentity(drawRules(random))
  const claims = drawClaims(random, 12)
  const decisionRate = drawOne(random, [0, 0.3, 0.6])
  for (let from = 0; from < claims.length; ) {
    const to = from + drawInt(random, 1, 8)
    // Some of what came before comes again, in any order, and once in a while twice in one batch.
    const again = claims.slice(0, to).filter(() => random() < 0.25)
    resolveBoth(
      reference,
      random() < 0.5 ? [...again, ...claims.slice(from, to)] : [...claims.slice(from, to), ...again],
      seed,
    )
    if (random() < decisionRate) decideSomething(reference, random)
    from = to
  }
}

describe('resolveClaims', () => {
  it(`decides batches as the plain rules decide one event after the other (${historyCount} histories, seeds from ${firstSeed})`, () => {
    for (let seed = firstSeed; seed < firstSeed + historyCount; seed += 1) runHistory(seed)
  }, 180_000)
})
