import { describe, expect, it } from 'vitest'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import { pairKey } from '#shared/identity/kept-apart.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { drawClaims, drawRules } from '#tests/support/arbitrary-claims.ts'
import { DirectoryHistory, directoryTables } from '#tests/support/directory-history.ts'
import { drawInt, drawOne, shuffled } from '#tests/support/drawing.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { nodeSql } from '#tests/support/node-sql.ts'
import { type ReferenceAnswer, ReferenceDecisions } from '#tests/support/reference-decisions.ts'
import { ReferenceIdentity } from '#tests/support/reference-identity.ts'

const firstSeed = 20261121
const historyCount = Math.round(Number(process.env.PATRON_HISTORIES ?? 25_000) / 10)
const sql = nodeSql()

/** One history: the directory and the reference side by side. */
class Run {
  readonly seed: number
  readonly random: RandomSource
  readonly history: DirectoryHistory
  readonly reference: ReferenceDecisions
  readonly claims: readonly IdentityClaim[]
  #ids: readonly string[] = []

  constructor(seed: number) {
    this.seed = seed
    this.random = seededRandom(seed)
    const rules = drawRules(this.random)
    this.claims = drawClaims(this.random, 9)
    const keys = [...new Set(this.claims.flatMap((claim) => claim.keys))]
    this.history = new DirectoryHistory(sql, rules, keys, this.random, testTimeMs + 200 * dayMs)
    this.reference = new ReferenceDecisions(new ReferenceIdentity(rules))
  }

  equal(found: unknown, expected: unknown, what: string): void {
    if (JSON.stringify(found) !== JSON.stringify(expected))
      expect(found, `seed ${this.seed}, ${what}`).toEqual(expected)
  }

  idOf(customer: number): string {
    if (this.#ids.length < this.reference.identity.bornCount) this.#ids = this.history.customerIds()
    return this.#ids[customer] ?? `unborn-${customer}`
  }

  /** Decides a batch; now and then its operations stay open. */
  resolve(batch: readonly IdentityClaim[]): void {
    const { history, reference } = this
    const isSettled = this.random() < 0.8
    const found = history.resolve(batch, isSettled)
    const demotedCount = reference.identity.demoted.length
    const places = reference.accept(batch)
    if (isSettled) reference.busy = []
    const isDemoted = reference.identity.demoted.length > demotedCount
    for (const [index, { keys, eventKey }] of batch.entries()) {
      const { home: first = null, rule } = places[index] ?? {}
      const home = first === null ? null : ((isDemoted ? reference.identity.homeOf(keys) : null) ?? first)
      const expected = {
        customerId: home === null ? null : this.idOf(reference.identity.current(home)),
        homeId: home === null ? null : this.idOf(home),
        rule,
      }
      const { foreignKeys: _, ...resolution } = found[index] ?? {}
      this.equal(resolution, expected, eventKey)
    }
  }

  /** Repeating the last event of a batch decides the same and writes nothing. */
  repeat(claim: IdentityClaim): void {
    const [first] = this.history.resolve([claim], false)
    const before = this.dump()
    const [again] = this.history.resolve([claim], false)
    this.reference.accept([claim, claim])
    this.equal(again?.customerId, first?.customerId, `${claim.eventKey} again`)
    this.equal(this.dump(), before, `${claim.eventKey} again`)
  }

  /** Every row, but for whose events shared identifiers came with, and receipts, of which no list is kept. */
  dump(): string {
    return JSON.stringify(
      directoryTables.map((table) =>
        sql.all(
          table === 'identifier_tie'
            ? `select * from identifier_tie where identifier_key not like 'pos_bill:%'
               and identifier_key not in (select identifier_key from shared_identifier)`
            : `select * from ${table}`,
        ),
      ),
    )
  }

  /** A decision of a person, at random, both ways. */
  decide(): void {
    const { random, history, reference } = this
    const { identity } = reference
    history.nowMs += 1
    const anyone = () => drawInt(random, 0, Math.max(0, identity.bornCount - (random() < 0.9 ? 1 : 0)))
    const before = random() < 0.1 ? this.dump() : undefined
    const draw = random()
    let outcome: { found: { ok: boolean; failure?: { kind: string } }; expected: string | undefined }
    if (draw < 0.2) outcome = this.#merge([anyone(), anyone()])
    else if (draw < 0.5) outcome = this.#undo()
    else if (draw < 0.7) outcome = this.#split(anyone())
    else if (draw < 0.78) outcome = this.#undoSplit()
    else if (draw < 0.94) outcome = this.#answer()
    else {
      const customer = anyone()
      const mode = drawOne(random, ['delete', 'suppress'] as const)
      const found = history.erase(this.idOf(customer), mode)
      const untilMs = mode === 'delete' ? history.nowMs : Number.POSITIVE_INFINITY
      outcome = { found, expected: reference.erase(customer, untilMs) }
      if (found.ok) this.#checkForgotten()
    }
    const { found, expected } = outcome
    this.equal(found.failure?.kind ?? (found.ok ? undefined : 'no kind'), expected, `decision ${draw}`)
    if (!found.ok && before !== undefined) this.equal(this.dump(), before, `refused decision ${draw}`)
    if (random() < 0.8) this.settle()
  }

  settle(): void {
    this.history.settle()
    this.reference.busy = []
  }

  #merge([left, right]: readonly [number, number]) {
    const { history, reference, random } = this
    const survivor = random() < 0.3 ? drawOne(random, [left, right, 0]) : undefined
    const request = {
      customerIds: [this.idOf(left), this.idOf(right)] as const,
      survivorId: survivor === undefined ? undefined : this.idOf(survivor),
      by: 'ada',
    }
    const found = history.decisions.mergeCustomers(request, history.nowMs)
    return { found, expected: reference.merge([left, right], survivor) }
  }

  #undo() {
    const { history, reference, random } = this
    const number = drawInt(random, 0, reference.identity.merges.length)
    const mergeIds = sql.all<{ id: string }>('select merge_id as id from merge_history order by 1')
    const mergeId = mergeIds[number]?.id ?? 'mrg_none'
    const found = history.decisions.undoMerge({ mergeId, by: 'ada' }, history.nowMs)
    return { found, expected: reference.undo(number) }
  }

  #split(customer: number) {
    const { history, reference } = this
    const keys = this.#someKeys(customer)
    const found = history.decisions.splitCustomer(
      { customerId: this.idOf(customer), keys, by: 'ada' },
      history.nowMs,
    )
    return { found, expected: reference.split(customer, keys) }
  }

  /** Some of a customer's identifiers, once in a while another's among them. */
  #someKeys(customer: number): string[] {
    const { identity } = this.reference
    const own = [...identity.homes.keys()].filter(
      (key) => identity.ownerOf(key) === identity.current(customer),
    )
    const from = this.random() < 0.9 ? own : [...identity.homes.keys()]
    return shuffled(this.random, from).slice(0, drawInt(this.random, 1, Math.max(1, own.length - 1)))
  }

  #undoSplit() {
    const { history, reference, random } = this
    const number = drawInt(random, 0, reference.splits.length)
    const splitIds = sql.all<{ id: string }>('select split_id as id from identity_split order by 1')
    const splitId = splitIds[number]?.id ?? 'spl_none'
    const found = history.decisions.undoSplit({ splitId, by: 'ada' }, history.nowMs)
    return { found, expected: reference.undoSplit(number) }
  }

  #answer() {
    const { history, reference, random } = this
    const { reviews } = reference.identity
    const number = drawInt(random, 0, reviews.length)
    const reviewIds = sql.all<{ id: string }>('select review_id as id from manual_merge_queue order by 1')
    const reviewId = reviewIds[number]?.id ?? 'rev_none'
    const review = reviews[number]
    const customer = review?.customers[0] ?? 0
    const answer: ReferenceAnswer = drawOne(random, [
      { say: 'merge' },
      { say: 'keep-apart' },
      { say: 'not-shared' },
      { say: 'split', customer: random() < 0.8 ? customer : 0, keys: this.#someKeys(customer) },
    ])
    const decision =
      answer.say === 'split'
        ? ({ decision: 'split', customerId: this.idOf(answer.customer), identifiers: answer.keys } as const)
        : ({ decision: answer.say } as const)
    const partners = review === undefined || answer.say !== 'not-shared' ? [] : review.keys
    const found = history.decisions.decideReview({ reviewId, decision, note: '', by: 'ada' }, history.nowMs)
    const expected = review === undefined ? 'unknown-review' : reference.answer(review, answer)
    if (found.ok && partners.length > 0) this.#noteReopened()
    return { found, expected }
  }

  /** Who is looked at again once an identifier is not shared depends on where its events are: taken from the directory. */
  #noteReopened(): void {
    const born = this.history.customerIds()
    this.reference.busy = sql
      .all<{ customer_id: string; detail: string }>('select customer_id, detail from identity_operation')
      .map(({ customer_id: id, detail }) => [id, JSON.parse(detail).openedId].map((one) => born.indexOf(one)))
  }

  /** Nothing that the tables hold names a forgotten person. */
  #checkForgotten(): void {
    const { forgotten, identity } = this.reference
    const names = new Set(
      [...forgotten.keys()].filter((key) => !identity.homes.has(key) && !identity.shared.has(key)),
    )
    const held = this.dump()
    const mentioned = [...names].filter((key) => held.includes(`"${key}"`) || held.includes(`:${key}"`))
    this.equal(mentioned, [], 'forgotten')
  }

  /** All that the directory holds against all that the reference holds. */
  compare(): void {
    const { identity, splits } = this.reference
    const id = (customer: number) => this.idOf(customer)
    const standing = identity.merges.filter(({ isUndone }) => !isUndone)
    const expected = {
      homes: [...identity.homes].map(([key, home]) => `${key} ${id(home)}`).sort(),
      links: identity.firsts.map(({ key, home, at, by }) => [id(home), key, at, by].join()).sort(),
      redirects: standing.map(({ merged }) => `${id(merged)} ${id(identity.current(merged))}`).sort(),
      merges: identity.merges.map(({ survivor, merged, rule, eventKey, keys, isUndone }) =>
        [id(survivor), id(merged), rule, eventKey, JSON.stringify(keys), Number(isUndone)].join(),
      ),
      reviews: identity.reviews
        .map(({ subject, reason, customers, status, keys }) =>
          [
            subjectName(subject, id),
            reason,
            JSON.stringify(customers.map(id)),
            status,
            JSON.stringify(keys),
          ].join(),
        )
        .sort(),
      apart: identity.apart.map(([left, right]) => pairKey(id(left), id(right))).sort(),
      shared: [...identity.shared].sort(),
      ties: [...identity.ties]
        .filter(([key]) => !identity.shared.has(key))
        .flatMap(([key, partners]) =>
          partners.map((partner) => `${key} ${typeof partner === 'number' ? id(partner) : partner}`),
        )
        .sort(),
      splits: splits.map(({ customer, made, keys, isUndone }) =>
        [id(customer), id(made), JSON.stringify(keys), Number(isUndone)].join(),
      ),
    }
    this.equal(contents(), expected, 'contents')
  }

  /** Every event can be found where it is. */
  checkEvents(): void {
    this.settle()
    const { identity, forgotten } = this.reference
    const { located, adrift, store } = this.history
    const there = this.claims.filter(({ eventKey }) => located.has(eventKey))
    const places = store.placesOfEvents(there.map(({ keys }) => keys))
    for (const [index, { eventKey, keys }] of there.entries()) {
      const home = identity.homeOf(keys)
      // What named nobody once stays where it was, though an identifier of it may be somebody's by now.
      if (home === null || adrift.has(eventKey)) continue
      this.equal(places[index]?.homeId, this.idOf(home), `${eventKey} is at home`)
      const { customerId } = places[index] ?? {}
      this.equal(customerId, located.get(eventKey)?.customerId, `${eventKey} is where it belongs`)
    }
    const nameable = there.filter(
      ({ eventKey, keys }) => !adrift.has(eventKey) && !keys.some((key) => forgotten.has(key)),
    )
    const again = this.history.resolve(nameable, true)
    this.reference.accept(nameable)
    for (const [index, { eventKey, keys }] of nameable.entries()) {
      const customerId = again[index]?.customerId
      const now = customerId == null ? null : store.currentCustomerId(customerId)
      if (now === null && keys.every((key) => identity.shared.has(key))) continue
      this.equal(now, located.get(eventKey)?.customerId, `${eventKey} in the end`)
    }
    this.compare()
  }
}

function contents() {
  const list = (statement: string) => sql.all<{ line: string }>(statement).map(({ line }) => line)
  const named = `case when subject like 'forgotten:%' then 'forgotten' else subject end`
  return {
    homes: list(`select identifier_key || ' ' || customer_id as line from identifier order by 1`),
    links: list(
      `select customer_id || ',' || (value ->> 0) || ',' || (value ->> 1) || ',' || (value ->> 2) as line
       from customer, json_each(links)`,
    ).sort(),
    redirects: list(`select customer_id || ' ' || survivor_id as line from redirect order by 1`),
    merges: list(
      `select concat_ws(',', survivor_id, merged_id, rule, event_key, identifiers, undone_at is not null) as line
       from merge_history order by merge_id`,
    ),
    reviews: list(
      `select concat_ws(',', ${named}, reason, customer_ids, status, identifiers) as line from manual_merge_queue`,
    ).sort(),
    apart: list(
      `select left_id || '|' || right_id as line from kept_apart where lifted_by is null order by 1`,
    ),
    shared: list('select identifier_key as line from shared_identifier').sort(),
    ties: list(
      `select identifier_key || ' ' || partner as line from identifier_tie
       where identifier_key not in (select identifier_key from shared_identifier)`,
    ).sort(),
    splits: list(
      `select concat_ws(',', customer_id, new_customer_id, identifiers, undone_at is not null) as line
       from identity_split order by split_id`,
    ),
  }
}

function subjectName(subject: string, id: (customer: number) => string): string {
  if (!subject.startsWith('pair:')) return subject
  const [left = 0, right = 0] = subject.slice(5).split('|').map(Number)
  return `pair:${pairKey(id(left), id(right))}`
}

function runHistory(seed: number): void {
  for (const table of directoryTables) if (seed > firstSeed) sql.all(`delete from ${table}`)
  const run = new Run(seed)
  const { random, claims } = run
  const decisionRate = drawOne(random, [0, 0.4, 0.7])
  for (let from = 0; from < claims.length; ) {
    const to = from + drawInt(random, 1, 6)
    const fresh = claims.slice(from, to)
    const again = claims.slice(0, from).filter(() => random() < 0.2)
    run.resolve([...again, ...fresh])
    const last = fresh.at(-1)
    if (random() < 0.3 && last !== undefined) run.repeat(last)
    while (random() < decisionRate) run.decide()
    from = to
  }
  run.compare()
  run.checkEvents()
}

describe('the identity directory', () => {
  it(`holds what plain lists of links and labels hold, whatever people decide in between (${historyCount} histories, seeds from ${firstSeed})`, () => {
    for (let seed = firstSeed; seed < firstSeed + historyCount; seed += 1) runHistory(seed)
  }, 180_000)
})
