import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { decidedIdentity } from '#durable-objects/identity-directory/decided-identity.ts'
import { IdentityDecisions } from '#durable-objects/identity-directory/identity-decisions.ts'
import { IdentityDirectoryStore } from '#durable-objects/identity-directory/identity-directory-store.ts'
import { identityDirectoryMigrations } from '#durable-objects/identity-directory/schema.ts'
import { dryRunRules } from '#shared/identity/dry-run/dry-run-rules.ts'
import { replayClaims } from '#shared/identity/dry-run/replay-claims.ts'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { drawInt, drawOne, shuffled } from '#tests/support/drawing.ts'
import { lentSql } from '#tests/support/lent-sql.ts'
import { newClaim } from '#tests/support/new-claim.ts'
import { nothingDecided } from '#tests/support/nothing-decided.ts'

const firstSeed = 20261121
const historyCount = 300

const sqls: ReturnType<typeof lentSql>[] = []
let store: IdentityDirectoryStore
let decisions: IdentityDecisions

beforeEach(() => {
  const sql = lentSql(identityDirectoryMigrations)
  sqls.push(sql)
  store = new IdentityDirectoryStore(sql, seededRandom(7))
  decisions = new IdentityDecisions(store)
})
afterAll(() => {
  for (const sql of sqls) sql.close()
})

const rules = defaultIdentityRules
const tied = [['email:a'], ['phone:1'], ['email:a', 'phone:1'], ['email:z']].map((keys, index) =>
  newClaim(`shop:${index}`, keys),
)

function resolveAndSettle(claims = tied): void {
  const { operations } = store.resolve(claims, rules, 1_000)
  settle(operations)
}

/** As if all that follows from the decisions were carried out. */
function settle(operations = store.openWork().operations): void {
  store.completeWork(
    operations.map(({ operation }) => operation),
    { merges: [], reviews: [], splits: [] },
  )
}

function idOf(key: string): string {
  return store.find([key]).get(key) ?? 'nobody'
}

/** Whether the two identifiers are one customer when all is decided anew. */
function isTogether(left: string, right: string, claims = tied): boolean {
  const { customers } = replayClaims(claims, decidedIdentity(store), rules)
  expect([customers.has(left), customers.has(right)]).toEqual([true, true])
  return customers.get(left) === customers.get(right)
}

describe('decidedIdentity', () => {
  it('is empty where only rules decided', () => {
    resolveAndSettle()
    expect(decidedIdentity(store)).toEqual(nothingDecided)
    expect(isTogether('email:a', 'phone:1')).toBe(true)
  })

  it('keeps apart what a person took apart by undoing a merge', () => {
    resolveAndSettle()
    const [merge] = store.openWork().records.merges
    expect(decisions.undoMerge({ mergeId: merge?.mergeId ?? '', by: 'ada' }, 2_000).ok).toBe(true)
    expect(isTogether('email:a', 'phone:1')).toBe(false)
  })

  it('keeps apart what a person split, even identifiers that came together from the start', () => {
    const claims = [newClaim('shop:1', ['email:a', 'phone:1']), newClaim('shop:2', ['email:a', 'phone:1'])]
    resolveAndSettle(claims)
    expect(
      decisions.splitCustomer({ customerId: idOf('email:a'), keys: ['email:a'], by: 'ada' }, 2_000).ok,
    ).toBe(true)
    expect(isTogether('email:a', 'phone:1', claims)).toBe(false)
    settle()
    const [split] = store.openWork().records.splits
    expect(decisions.undoSplit({ splitId: split?.splitId ?? '', by: 'ada' }, 3_000).ok).toBe(true)
    expect(isTogether('email:a', 'phone:1', claims)).toBe(true)
  })

  it('keeps together what people merged, one after the other, and forgets what they took back', () => {
    const claims = ['email:a', 'email:b', 'email:c'].map((key, index) => newClaim(`shop:${index}`, [key]))
    resolveAndSettle(claims)
    const merge = (left: string, right: string, survivor: string) =>
      decisions.mergeCustomers(
        { customerIds: [idOf(left), idOf(right)], survivorId: idOf(survivor), by: 'ada' },
        2_000,
      )
    merge('email:a', 'email:b', 'email:a')
    const last = merge('email:a', 'email:c', 'email:c')
    expect([isTogether('email:a', 'email:c', claims), isTogether('email:b', 'email:c', claims)]).toEqual([
      true,
      true,
    ])
    settle()
    if (last.ok) decisions.undoMerge({ mergeId: last.value.mergeId, by: 'ada' }, 3_000)
    expect([isTogether('email:a', 'email:b', claims), isTogether('email:b', 'email:c', claims)]).toEqual([
      true,
      false,
    ])
  })

  it('leaves the customers concerned as they are in both runs of a dry run, and tries the rules on the rest', () => {
    const claims = ['ada', 'grace'].flatMap((name) => [
      newClaim(`shop:${name}1`, [`email:${name}@work`, `cookie_id:${name}`]),
      newClaim(`shop:${name}2`, [`email:${name}@home`]),
      newClaim(`shop:${name}3`, [`email:${name}@home`, `loyalty_id:${name}`]),
      newClaim(`shop:${name}4`, [`email:${name}@work`, `loyalty_id:${name}`]),
    ])
    resolveAndSettle(claims)
    const strict = { ...rules, limits: { ...rules.limits, email: { maxCount: 1, windowDays: null } } }
    expect(dryRunRules(claims, decidedIdentity(store), rules, strict).splitCount).toBe(2)
    // The customer is named after its first record, which keeps nothing but the cookie.
    decisions.splitCustomer(
      { customerId: idOf('email:ada@work'), keys: ['email:ada@work'], by: 'ada' },
      2_000,
    )
    expect(isTogether('email:ada@home', 'email:ada@work', claims)).toBe(false)
    const dryRun = dryRunRules(claims, decidedIdentity(store), rules, strict)
    expect([dryRun.customerCountBefore, dryRun.customerCountAfter]).toEqual([3, 4])
    expect(dryRun.splits.map(({ partKeys }) => partKeys)).toEqual([['email:grace@home', 'email:grace@work']])
  })

  it(`outlasts any history and any rules (${historyCount} seeds from ${firstSeed})`, () => {
    let pairCount = 0
    for (let seed = firstSeed; seed < firstSeed + historyCount; seed += 1) {
      const random = seededRandom(seed)
      const sql = lentSql(identityDirectoryMigrations)
      store = new IdentityDirectoryStore(sql, random)
      decisions = new IdentityDecisions(store)
      const claims = drawClaims(random)
      resolveAndSettle(claims)
      for (let count = drawInt(random, 1, 5); count > 0; count -= 1) decideSomething(random)
      const decided = decidedIdentity(store)
      const tight = { ...rules, limits: { email: { maxCount: 1, windowDays: null } } }
      const { customers } = replayClaims(claims, decided, random() < 0.5 ? rules : tight)
      const idsOf = (currentId: string) => {
        const links = decided.customers
          .filter((one) => one.currentId === currentId)
          .flatMap((one) => one.links)
        return new Set(links.flatMap(({ key }) => customers.get(key) ?? []))
      }
      for (const { currentId } of decided.customers) {
        expect(idsOf(currentId).size, `seed ${seed}, ${currentId}`).toBeLessThanOrEqual(1)
      }
      for (const pair of decided.keptApart) {
        const [left, right] = pair.map((id) => idsOf(store.currentCustomerId(id) ?? ''))
        const common = [...(left ?? [])].filter((id) => right?.has(id))
        expect(common, `seed ${seed}, ${pair}`).toEqual([])
        pairCount += 1
      }
      sql.close()
    }
    expect(pairCount).toBeGreaterThan(historyCount / 2)
  })
})

const types = ['phone', 'email', 'loyalty_id', 'cookie_id']

function drawClaims(random: RandomSource): IdentityClaim[] {
  const alphabet = Array.from(
    { length: drawInt(random, 4, 16) },
    (_, index) => `${drawOne(random, types)}:${index}`,
  )
  return Array.from({ length: drawInt(random, 5, 40) }, (_, index) =>
    newClaim(`shop:${index}`, shuffled(random, alphabet).slice(0, drawInt(random, 1, 3))),
  )
}

/** A merge, a split or an undone merge, of customers that chance chooses; some are refused. */
function decideSomething(random: RandomSource): void {
  const rows = store.sql.all<{ id: string }>('select distinct customer_id as id from customer')
  const ids = [...new Set(rows.flatMap(({ id }) => store.currentCustomerId(id) ?? []))]
  const [one = '', other = ''] = shuffled(random, ids)
  const act = drawInt(random, 0, 2)
  if (act === 0) decisions.mergeCustomers({ customerIds: [one, other], by: 'ada' }, 2_000)
  const cluster = store.cluster(one)
  if (act === 1) {
    const keys = cluster?.members.flatMap(({ links }) => links.map(({ key }) => key)) ?? []
    decisions.splitCustomer({ customerId: one, keys: keys.slice(0, 1), by: 'ada' }, 2_000)
  }
  const [merge] = cluster?.merges.filter(({ undoneAtMs }) => undoneAtMs === null) ?? []
  if (act === 2 && merge !== undefined) decisions.undoMerge({ mergeId: merge.mergeId, by: 'ada' }, 2_000)
  settle()
}
