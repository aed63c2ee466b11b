import { describe, expect, it } from 'vitest'
import { IdentityDirectoryStore } from '#durable-objects/identity-directory/identity-directory-store.ts'
import { identifierPriority } from '#shared/identity/identifier.ts'
import type { IdentityClaim } from '#shared/identity/resolve.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { drawInt, drawOne, shuffled } from '#tests/support/drawing.ts'
import { nodeSql } from '#tests/support/node-sql.ts'
import {
  acceptEvent,
  newReferenceIdentity,
  type ReferenceIdentity,
} from '#tests/support/reference-identity.ts'

const firstSeed = 20261121
const historyCount = 20_000
const types = ['phone', 'email', 'loyalty_id', 'cookie_id']

const sql = nodeSql()
const tables = ['identifier', 'redirect', 'merge_history', 'manual_merge_queue']

/** Claims of few identifiers, most of them with one, so that chains, stars, merges and reviews all happen. */
function drawClaims(random: RandomSource): IdentityClaim[] {
  const alphabet = Array.from(
    { length: drawInt(random, 2, 12) },
    (_, index) => `${drawOne(random, types)}:${index}`,
  )
  const oneKeyRate = drawOne(random, [0.2, 0.5, 0.7])
  return Array.from({ length: drawInt(random, 1, 24) }, (_, index) => {
    const keyCount = random() < oneKeyRate ? 1 : drawInt(random, 0, 6)
    const keys = shuffled(random, alphabet).slice(0, keyCount)
    keys.sort((left, right) => identifierPriority(left) - identifierPriority(right))
    return { eventKey: `tracking/web:${index}`, keys }
  })
}

/** All that the directory holds, with customers named by their numbers of birth. */
function contents(store: IdentityDirectoryStore, claims: readonly IdentityClaim[]) {
  const born = sql
    .all<{ id: string }>(
      'select customer_id as id from identifier union select customer_id from redirect order by 1',
    )
    .map(({ id }) => id)
  const owners = [...store.find([...new Set(claims.flatMap(({ keys }) => keys))])]
  const merges = sql.all('select survivor_id, merged_id, event_key from merge_history order by merge_id')
  const chains = sql.all(
    'select 1 from redirect join redirect as next on next.customer_id = redirect.survivor_id',
  )
  const redirected = sql
    .all<{ id: string }>('select customer_id as id from redirect order by 1')
    .map(({ id }) => id)
  return {
    number: (id: string | null) => (id === null ? null : born.indexOf(id)),
    owners: Object.fromEntries(owners.map(([key, id]) => [key, born.indexOf(id)])),
    merges: merges.map((row) => ({
      survivor: born.indexOf(String(row.survivor_id)),
      merged: born.indexOf(String(row.merged_id)),
      eventKey: row.event_key,
    })),
    reviews: sql.all('select event_key from manual_merge_queue').map((row) => String(row.event_key)),
    chainCount: chains.length,
    redirected: redirected.map((id) => born.indexOf(id)),
  }
}

/** Every row there is. */
function dump(): string {
  return JSON.stringify(tables.map((table) => sql.all(`select * from ${table}`)))
}

function expectedContents(identity: ReferenceIdentity) {
  return {
    owners: Object.fromEntries(identity.owners),
    merges: identity.merges,
    reviews: [...identity.reviews].sort(),
    chainCount: 0,
    redirected: identity.merges.map(({ merged }) => merged).sort((left, right) => left - right),
  }
}

function runHistory(seed: number): void {
  const random = seededRandom(seed)
  const store = new IdentityDirectoryStore(sql, random)
  for (const table of tables) sql.run(`delete from ${table}`)
  const identity = newReferenceIdentity()
  const claims = drawClaims(random)
  const found = new Map<string, string | null>()
  const expected = new Map<string, number | null>()
  for (let from = 0; from < claims.length; ) {
    const to = from + drawInt(random, 1, 8)
    const fresh = claims.slice(from, to)
    for (const { eventKey, keys } of fresh) expected.set(eventKey, acceptEvent(identity, eventKey, keys))
    // Some of what came before comes again along with the new claims, and then once more by itself.
    const repeated = claims.slice(0, Math.min(to, claims.length)).filter(() => random() < 0.3)
    const again = random() < 0.5 ? repeated.filter((claim) => !fresh.includes(claim)) : []
    const batch = [...again, ...fresh]
    const { resolutions } = store.resolve(batch, 1_000 + from)
    for (const [index, { eventKey }] of batch.entries())
      found.set(eventKey, resolutions[index]?.customerId ?? null)
    const before = dump()
    const repeats = store.resolve(repeated, 1_000 + from).resolutions
    if (dump() !== before) expect(dump(), `seed ${seed}, repeated`).toBe(before)
    for (const [index, { eventKey }] of repeated.entries()) {
      const customerId = repeats[index]?.customerId ?? null
      const firstId = found.get(eventKey) ?? null
      const sameNow = firstId === null ? null : store.currentCustomerId(firstId)
      if (customerId !== sameNow) expect(customerId, `seed ${seed}, ${eventKey} again`).toBe(sameNow)
    }
    from = to
  }
  const { number, ...held } = contents(store, claims)
  expect({ ...held, reviews: held.reviews.sort() }, `seed ${seed}`).toEqual(expectedContents(identity))
  for (const [eventKey, customerId] of found) {
    const first = expected.get(eventKey) ?? null
    const now = customerId === null ? null : number(store.currentCustomerId(customerId))
    const expectedNow = currentNumber(identity, first)
    if (now !== expectedNow) expect(now, `seed ${seed}, ${eventKey}`).toBe(expectedNow)
  }
}

/** Where a customer's merges have led. */
function currentNumber(identity: ReferenceIdentity, number: number | null): number | null {
  return identity.merges.reduce(
    (current, { merged, survivor }) => (current === merged ? survivor : current),
    number,
  )
}

describe('the identity directory', () => {
  it(`comes to the same customers as a plain union of accepted links (${historyCount} seeds from ${firstSeed})`, () => {
    for (let seed = firstSeed; seed < firstSeed + historyCount; seed += 1) runHistory(seed)
  }, 180_000)
})
