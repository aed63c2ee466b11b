import { describe, expect, it } from 'vitest'
import { IdentityDirectoryStore } from '#durable-objects/identity-directory/identity-directory-store.ts'
import { identityDirectoryMigrations } from '#durable-objects/identity-directory/schema.ts'
import { replayClaims } from '#shared/identity/dry-run/replay-claims.ts'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import { defaultIdentityRules, type IdentityRules } from '#shared/identity/identity-rules.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { drawInt, drawOne, shuffled } from '#tests/support/drawing.ts'
import { lentSql } from '#tests/support/lent-sql.ts'
import { newClaim } from '#tests/support/new-claim.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { nothingDecided } from '#tests/support/nothing-decided.ts'

const firstSeed = 20261121
const historyCount = 200
const types = ['phone', 'email', 'external_id:shop', 'loyalty_id', 'pos_bill:bath', 'device_id', 'cookie_id']

/** Claims of few identifiers, so that limits, shared devices, merges and questions all happen. */
function drawClaims(random: RandomSource): IdentityClaim[] {
  const alphabet = Array.from(
    { length: drawInt(random, 3, 30) },
    (_, index) => `${drawOne(random, types)}:${index}`,
  )
  const count = drawInt(random, 1, 120)
  return Array.from({ length: count }, (_, index) => {
    const keys = shuffled(random, alphabet).slice(0, random() < 0.4 ? 1 : drawInt(random, 0, 5))
    const claim = newClaim(`shop:${index}`, keys, testTimeMs + drawInt(random, 0, 500) * dayMs)
    const [from, to] = shuffled(random, keys)
    const isStated = random() < 0.1 && from !== undefined && to !== undefined
    return isStated ? { ...claim, statement: { kind: 'same-person' as const, from, to } } : claim
  })
}

function drawRules(random: RandomSource): IdentityRules {
  const limit = () => ({ maxCount: drawInt(random, 1, 4), windowDays: drawOne(random, [null, 30, 365]) })
  return {
    ...defaultIdentityRules,
    maxMergedCustomers: drawInt(random, 1, 4),
    sharedDeviceAfter: drawInt(random, 2, 6),
    sharedContactAfter: drawInt(random, 2, 8),
    limits: {
      external_id: limit(),
      phone: limit(),
      email: limit(),
      loyalty_id: limit(),
      device_id: limit(),
      cookie_id: limit(),
    },
  }
}

/** Which identifiers belong together, without the names of customers. */
function groups(owners: ReadonlyMap<string, string>): string[] {
  const members = Map.groupBy(owners.keys(), (key) => owners.get(key))
  return [...members.values()].map((keys) => keys.sort().join(' ')).sort()
}

function currentId(store: IdentityDirectoryStore, homeId: string | null): string | null {
  return homeId === null ? null : store.currentCustomerId(homeId)
}

describe('replayClaims', () => {
  it(`comes to what the directory comes to, in whatever batches that decides (${historyCount} seeds from ${firstSeed})`, () => {
    for (let seed = firstSeed; seed < firstSeed + historyCount; seed += 1) {
      const random = seededRandom(seed)
      const [claims, rules] = [drawClaims(random), drawRules(random)]
      const sql = lentSql(identityDirectoryMigrations)
      const store = new IdentityDirectoryStore(sql, random)
      const most = drawOne(random, [1, 7, 60])
      const homes: (string | null)[] = []
      for (let from = 0; from < claims.length; ) {
        const to = from + drawInt(random, 1, most)
        const { resolutions } = store.resolve(claims.slice(from, to), rules, 1_000 + from)
        homes.push(...resolutions.map(({ homeId }) => homeId))
        from = to
      }
      const replayed = replayClaims(claims, nothingDecided, rules, drawInt(random, 1, 40))
      const keys = [...new Set(claims.flatMap((claim) => claim.keys))]
      expect(groups(replayed.customers), `seed ${seed}`).toEqual(groups(store.find(keys)))
      const open = sql.all("select 1 from manual_merge_queue where status = 'open'")
      expect(replayed.openReviewCount, `seed ${seed}, questions`).toBe(open.length)
      // An event stays where it was even when all that it names is shared by now.
      const places = store.placesOfEvents(claims.map((claim) => claim.keys))
      const customerIds = places.map(
        (place, index) => place?.customerId ?? currentId(store, homes[index] ?? null),
      )
      const counts = Map.groupBy(
        customerIds.filter((id) => id !== null),
        (id) => id,
      )
      expect([...replayed.eventCounts.values()].sort(), `seed ${seed}, events`).toEqual(
        [...counts.values()].map((ids) => ids.length).sort(),
      )
      sql.close()
    }
  })

  it('counts the events of each customer, those of merged customers with the survivor', () => {
    const claims = [['email:a'], ['email:a'], ['phone:1'], ['phone:1', 'email:a'], ['email:b'], []].map(
      (keys, index) => newClaim(`shop:${index}`, keys),
    )
    const { customers, eventCounts } = replayClaims(claims, nothingDecided, defaultIdentityRules)
    expect(eventCounts).toEqual(
      new Map([
        [customers.get('email:a'), 4],
        [customers.get('email:b'), 1],
      ]),
    )
  })
})
