import { describe, expect, it } from 'vitest'
import { homeKey } from '#shared/identity/home-key.ts'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { drawClaims, drawRules } from '#tests/support/arbitrary-claims.ts'
import { DirectoryHistory, directoryTables } from '#tests/support/directory-history.ts'
import { drawInt, drawOne, shuffled } from '#tests/support/drawing.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { nodeSql } from '#tests/support/node-sql.ts'

const firstSeed = 20261121
const historyCount = 400
const sql = nodeSql()
const by = 'ada'

interface Scene {
  readonly history: DirectoryHistory
  readonly claims: readonly IdentityClaim[]
  readonly keys: readonly string[]
  readonly random: RandomSource
  /** Customers that are not merged away. */
  readonly customerIds: readonly string[]
}

/** A directory after some random events, everything settled. */
function drawScene(seed: number): Scene {
  const random = seededRandom(seed)
  const rules = drawRules(random)
  const claims = drawClaims(random, 20)
  const keys = [...new Set(claims.flatMap((claim) => claim.keys))]
  const history = new DirectoryHistory(sql, rules, keys, random, testTimeMs)
  for (const table of directoryTables) sql.all(`delete from ${table}`)
  history.resolve(claims, true)
  const customerIds = history.customerIds().filter((id) => history.store.currentCustomerId(id) === id)
  return { history, claims, keys, random, customerIds }
}

/** Which identifiers belong together, and with whom. */
const owners = ({ history, keys }: Scene) => JSON.stringify([...history.store.find(keys)])
/** All that identity is made of; not what is only remembered: the history, questions, pairs kept apart. */
function state(): string {
  const tables = ['identifier', 'redirect', 'shared_identifier', 'identifier_tie']
  return JSON.stringify([
    ...tables.map((table) => sql.all(`select * from ${table}`)),
    sql.all('select customer_id, links, erased_at from customer'),
  ])
}

function eachScene(check: (scene: Scene, what: string) => void): void {
  for (let seed = firstSeed; seed < firstSeed + historyCount; seed += 1)
    check(drawScene(seed), `seed ${seed}`)
}

function mergeTwo({ history, customerIds, random }: Scene): string | undefined {
  const [left, right] = shuffled(random, customerIds)
  if (left === undefined || right === undefined) return undefined
  const survivorId = random() < 0.3 ? undefined : drawOne(random, [left, right])
  const merged = history.decisions.mergeCustomers({ customerIds: [left, right], survivorId, by }, testTimeMs)
  if (!merged.ok) throw new Error(merged.failure.message)
  history.settle()
  return merged.value.mergeId
}

/** A merge that stands on top, by an event or a person. */
function someMerge(scene: Scene): string | undefined {
  const merges = sql.all<{ id: string }>(
    `select merge_id as id from merge_history where undone_at is null
     and survivor_id not in (select customer_id from redirect)`,
  )
  return merges.length === 0 || scene.random() < 0.3 ? mergeTwo(scene) : drawOne(scene.random, merges).id
}

function undo({ history }: Scene, mergeId: string) {
  const undone = history.decisions.undoMerge({ mergeId, by }, testTimeMs)
  if (!undone.ok) throw new Error(undone.failure.message)
  history.settle()
  return undone.value
}

describe('IdentityDecisions', () => {
  it(`undo right after a merge gives back what was (${historyCount} seeds from ${firstSeed})`, () => {
    let count = 0
    eachScene((scene, what) => {
      const before = state()
      const mergeId = mergeTwo(scene)
      if (mergeId === undefined) return
      undo(scene, mergeId)
      if (state() !== before) expect(state(), what).toBe(before)
      count += 1
    })
    expect(count).toBeGreaterThan(historyCount / 2)
  })

  it(`merging again after an undo makes the same customers (${historyCount} seeds from ${firstSeed})`, () => {
    let count = 0
    eachScene((scene, what) => {
      const mergeId = someMerge(scene)
      if (mergeId === undefined) return
      const before = owners(scene)
      const { survivorId, mergedId } = undo(scene, mergeId)
      expect(owners(scene), what).not.toBe(before)
      scene.history.decisions.mergeCustomers(
        { customerIds: [survivorId, mergedId], survivorId, by },
        testTimeMs,
      )
      expect(owners(scene), what).toBe(before)
      count += 1
    })
    expect(count).toBeGreaterThan(historyCount / 2)
  })

  it(`a split that is taken back leaves the same customers (${historyCount} seeds from ${firstSeed})`, () => {
    let count = 0
    eachScene((scene, what) => {
      const { history, random, customerIds, keys } = scene
      if (customerIds.length === 0) return
      const customerId = drawOne(random, customerIds)
      const own = keys.filter((key) => history.store.find([key]).get(key) === customerId)
      const taken = shuffled(random, own).slice(0, drawInt(random, 1, own.length))
      const [before, kept] = [owners(scene), sql.all('select * from kept_apart where lifted_by is null')]
      const split = history.decisions.splitCustomer({ customerId, keys: taken, by }, testTimeMs)
      if (!split.ok) return
      history.settle()
      expect(owners(scene), what).not.toBe(before)
      const undone = history.decisions.undoSplit({ splitId: split.value.splitId, by }, testTimeMs)
      expect([undone.ok, owners(scene)], what).toEqual([true, before])
      expect(sql.all('select * from kept_apart where lifted_by is null'), what).toEqual(kept)
      count += 1
    })
    expect(count).toBeGreaterThan(historyCount / 4)
  })

  it(`an event is at home where it was unless its home key's owner changed (${historyCount} seeds from ${firstSeed})`, () => {
    eachScene((scene, what) => {
      const { history, claims, random } = scene
      const { store } = history
      const named = () =>
        claims.map(({ keys }) => {
          const home = homeKey(keys.filter((key) => !store.shared.keys.has(key)))
          return home === undefined ? undefined : store.customers.homesOf([home]).get(home)
        })
      const homes = () => store.homesOfEvents(claims.map(({ keys }) => keys))
      for (let step = 0; step < 3; step += 1) {
        const [namedBefore, homesBefore] = [named(), homes()]
        if (random() < 0.5)
          mergeTwo({
            ...scene,
            customerIds: history.customerIds().filter((id) => store.currentCustomerId(id) === id),
          })
        else
          history.resolve(
            drawClaims(random, 4).map((claim) => ({ ...claim, eventKey: `more:${step}:${claim.eventKey}` })),
            true,
          )
        const homesAfter = homes()
        for (const [index, home] of named().entries()) {
          if (home === undefined || home !== namedBefore[index]) continue
          expect(homesAfter[index], `${what}, event ${index}`).toBe(homesBefore[index])
        }
      }
    })
  })
})
