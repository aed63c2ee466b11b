import { beforeEach, describe, expect, it } from 'vitest'
import { IdentityDirectoryStore } from '#durable-objects/identity-directory/identity-directory-store.ts'
import { identityDirectoryMigrations } from '#durable-objects/identity-directory/schema.ts'
import { migrate } from '#durable-objects/sql/migrate.ts'
import { operationsTogether } from '#shared/identity/decision-records.ts'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { newClaim } from '#tests/support/new-claim.ts'
import { nodeSql } from '#tests/support/node-sql.ts'
import { TestDirectory } from '#tests/support/test-directory.ts'

const rules = defaultIdentityRules
const nothing = { merges: [], reviews: [], splits: [] }

describe('open work', () => {
  let directory: TestDirectory
  beforeEach(() => {
    directory = new TestDirectory()
    return () => directory.sql.close()
  })
  /** Two customers that the third event makes one. */
  const tie = () =>
    directory.store.resolve(
      ['email:a', 'phone:b', 'email:a phone:b'].map((keys, index) =>
        newClaim(`shop:${index}`, keys.split(' ')),
      ),
      rules,
      1_000,
    )

  it('is told with the events by which it came up, and again until it is done', () => {
    const { operations, records, decidedUpTo } = tie()
    const [survivorId, mergedId] = [directory.idOf('phone:b'), records.merges[0]?.mergedId ?? '']
    expect(operations).toEqual([
      { kind: 'hand-over', operation: 1, customerId: mergedId, targetId: survivorId },
    ])
    expect([decidedUpTo, records.merges]).toMatchObject([1, [{ survivorId, mergedId, version: 1 }]])
    expect(directory.store.openWork()).toEqual({ operations, records, decidedUpTo })
    directory.settle()
    expect(directory.store.openWork()).toEqual({ operations: [], records: nothing, decidedUpTo: 1 })
  })

  it('is told to a directory that wakes up anew', () => {
    const told = tie()
    const awake = new IdentityDirectoryStore(directory.sql, seededRandom(2))
    const { resolutions: _, ...work } = told
    expect(awake.openWork()).toEqual(work)
  })

  it('a hand-over goes to whom the survivor is part of by now', () => {
    tie()
    directory.store.resolve(
      [newClaim('shop:4', ['phone:b', 'loyalty_id:x']), newClaim('shop:5', ['phone:old'])],
      rules,
      1_000,
    )
    directory.decisions.mergeCustomers(
      {
        customerIds: [directory.idOf('phone:b'), directory.idOf('phone:old')],
        survivorId: directory.idOf('phone:old'),
        by: 'ada',
      },
      1_000,
    )
    const targets = directory.store
      .openWork()
      .operations.map((operation) => 'targetId' in operation && operation.targetId)
    expect(targets).toEqual(Array(2).fill(directory.idOf('phone:old')))
  })

  it('a record that has changed since it was projected stays open', () => {
    const { records, operations } = tie()
    const mergeId = records.merges[0]?.mergeId ?? ''
    directory.store.completeWork(
      operations.map(({ operation }) => operation),
      nothing,
    )
    directory.decisions.undoMerge({ mergeId, by: 'ada' }, 2_000)
    directory.store.completeWork([], { ...nothing, merges: [[mergeId, 1]] })
    expect(directory.store.openWork().records.merges).toMatchObject([
      { mergeId, version: 2, undoneAtMs: 2_000 },
    ])
    directory.store.completeWork([], { ...nothing, merges: [[mergeId, 2]] })
    // Somebody slow tells of the old version once more.
    directory.store.completeWork([], { ...nothing, merges: [[mergeId, 1]] })
    expect(directory.store.openWork().records.merges).toEqual([])
  })

  it('tells so much at once, oldest first, until all is done', () => {
    const count = operationsTogether + 3
    const claims = Array.from({ length: count }, (_, index) => [
      [`email:${index}`],
      [`phone:${index}`],
      [`email:${index}`, `phone:${index}`],
    ]).flat()
    const { operations } = directory.store.resolve(
      claims.map((keys, index) => newClaim(`shop:${index}`, keys)),
      rules,
      1_000,
    )
    expect(operations.map(({ operation }) => operation)).toEqual(
      Array.from({ length: operationsTogether }, (_, index) => index + 1),
    )
    directory.settle()
    expect(directory.store.openWork().operations.map(({ operation }) => operation)).toEqual([
      count - 2,
      count - 1,
      count,
    ])
  })

  it('keeps nothing of a turn that fails, in memory neither', () => {
    directory.events('email:a', 'phone:b')
    const before = directory.dump()
    const work = directory.store.openWork()
    expect(() =>
      directory.store.turn(() => {
        directory.store.shared.share(['email:a'])
        directory.store.noteDecision([directory.idOf('email:a')])
        throw new Error('broken off')
      }),
    ).toThrow('broken off')
    expect([directory.dump(), directory.store.openWork(), directory.store.shared.keys.size]).toEqual([
      before,
      work,
      0,
    ])
  })
})

describe('an event that went to a person once', () => {
  it.each([[1], [2]])('ties nobody later, decided %i at a time', (together) => {
    const directory = new TestDirectory()
    const oneCookie = { ...rules, limits: { cookie_id: { maxCount: 1, windowDays: null } } }
    const asked = newClaim('shop:asked', ['phone:a', 'phone:b', 'phone:c', 'phone:d', 'cookie_id:late'])
    directory.events('phone:a cookie_id:1', 'phone:b', 'phone:c', 'phone:d')
    directory.store.resolve([asked], oneCookie, 1_000)
    directory.answer({ decision: 'merge' })
    directory.settle()
    directory.split('phone:a', 'cookie_id:1')
    directory.settle()
    // By now its browser would fit, but is somebody's of whom the person did not know.
    const claims = [newClaim('shop:late', ['cookie_id:late']), asked]
    for (let from = 0; from < claims.length; from += together)
      directory.store.resolve(claims.slice(from, from + together), oneCookie, 1_000)
    expect(directory.people('phone:a', 'phone:d', 'cookie_id:late')).toBe('phone:a phone:d | cookie_id:late')
    directory.sql.close()
  })
})

describe('a directory of before decisions could be made', () => {
  const [first] = identityDirectoryMigrations
  const early = nodeSql()
  if (first !== undefined) migrate(early, [first])
  const rows: [string, ...(string | number)[]][] = [
    ['insert into identifier values (?, ?)', 'email:ada', 'cus_1'],
    ['insert into identifier values (?, ?)', 'pos_bill:bath:1', 'cus_1'],
    ['insert into identifier values (?, ?)', 'phone:bob', 'cus_2'],
    ['insert into identifier values (?, ?)', 'cookie_id:old', 'cus_3'],
    ['insert into identifier values (?, ?)', 'pos_bill:bath:2', 'cus_4'],
    ['insert into redirect values (?, ?)', 'cus_2', 'cus_1'],
    ['insert into redirect values (?, ?)', 'cus_3', 'cus_1'],
    [
      'insert into merge_history values (?, ?, ?, 7, ?, 1, ?, ?, ?)',
      'mrg_1',
      'cus_1',
      'cus_3',
      'shared-identifiers',
      'shop:3',
      '["email:ada","cookie_id:old"]',
      1,
    ],
    [
      'insert into merge_history values (?, ?, ?, 8, ?, 1, ?, ?, ?)',
      'mrg_2',
      'cus_1',
      'cus_2',
      'shared-identifiers',
      'shop:4',
      '["email:ada","phone:bob"]',
      0,
    ],
    [
      'insert into manual_merge_queue values (?, 9, ?, ?, ?, ?)',
      'rev_1',
      'too-many-customers',
      'shop:5',
      '["cus_1","cus_4"]',
      '["email:ada"]',
    ],
  ]
  for (const [statement, ...values] of rows) early.all(statement, ...values)
  const store = new IdentityDirectoryStore(early, seededRandom(1))

  it('has its open merges as operations, and tells all records once more', () => {
    expect(store.openWork()).toMatchObject({
      decidedUpTo: 1,
      operations: [{ kind: 'hand-over', operation: 1, customerId: 'cus_2', targetId: 'cus_1' }],
      records: {
        merges: [
          { mergeId: 'mrg_1', mergedAtMs: 7, decidedBy: null, undoneAtMs: null, version: 1 },
          { mergeId: 'mrg_2', mergedAtMs: 8, keys: ['email:ada', 'phone:bob'] },
        ],
        reviews: [
          {
            reviewId: 'rev_1',
            openedAtMs: 9,
            subject: 'event:shop:5',
            status: 'open',
            history: [],
            customerIds: ['cus_1', 'cus_4'],
          },
        ],
        splits: [],
      },
    })
  })

  it('has its customers with their identifiers, receipts left out', () => {
    expect(store.cluster('cus_3')?.members).toEqual([
      { customerId: 'cus_1', links: [{ key: 'email:ada', occurredAt: 0, eventKey: '' }] },
      { customerId: 'cus_2', links: [{ key: 'phone:bob', occurredAt: 0, eventKey: '' }] },
      { customerId: 'cus_3', links: [{ key: 'cookie_id:old', occurredAt: 0, eventKey: '' }] },
    ])
    expect(store.cluster('cus_4')?.members).toEqual([{ customerId: 'cus_4', links: [] }])
    expect(store.cluster('cus_1')?.reviews).toMatchObject([{ reviewId: 'rev_1' }])
  })

  it('goes on where it was: events, questions of before, undo', () => {
    const claims = [
      newClaim('shop:5', ['email:ada', 'pos_bill:bath:2']),
      newClaim('shop:6', ['phone:bob', 'email:new']),
    ]
    const { resolutions, operations } = store.resolve(claims, rules, 1_000)
    expect(resolutions).toMatchObject([
      { customerId: 'cus_1', rule: 'needs-review' },
      { customerId: 'cus_1', homeId: 'cus_2', rule: 'known-customer' },
    ])
    store.completeWork(
      operations.map(({ operation }) => operation),
      nothing,
    )
    expect(store.merges.find('mrg_2')).toMatchObject({ undoneAtMs: null })
    expect(new Map(store.find(['phone:bob', 'email:new', 'email:ada']))).toEqual(
      new Map([
        ['phone:bob', 'cus_1'],
        ['email:new', 'cus_1'],
        ['email:ada', 'cus_1'],
      ]),
    )
  })
})
