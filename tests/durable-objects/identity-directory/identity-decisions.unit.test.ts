import { beforeEach, describe, expect, it } from 'vitest'
import type { IdentityFailure } from '#shared/identity/decision-records.ts'
import type { Result } from '#shared/kernel/result.ts'
import { TestDirectory } from '#tests/support/test-directory.ts'

const by = 'ada'
let directory: TestDirectory
beforeEach(() => {
  directory = new TestDirectory()
  return () => directory.sql.close()
})

describe('a decision that cannot be made', () => {
  // Ada and Bob were merged by an event, Cem and Dan stay apart by a limit (a question), Eve was split from Fay.
  beforeEach(() => {
    directory.events('email:ada', 'phone:bob', 'email:ada phone:bob')
    directory.events('external_id:s:1 email:cem', 'external_id:s:2 email:cem', 'email:fay phone:eve')
    directory.split('email:fay', 'phone:eve')
    directory.settle()
  })
  const adaId = () => directory.idOf('email:ada')

  it.each<[IdentityFailure['kind'], string, () => Result<unknown, IdentityFailure>]>([
    ['unknown-customer', 'merge with nobody', () => directory.merge('email:ada', 'email:nobody')],
    [
      'unknown-customer',
      'merge into a third',
      () => directory.merge('email:ada', 'email:cem', { survivorId: directory.idOf('email:fay') }),
    ],
    ['same-customer', 'merge with itself', () => directory.merge('email:ada', 'phone:bob')],
    [
      'stale-decision',
      'merge by an old picture',
      () => directory.merge('email:ada', 'email:cem', { basis: directory.basisOf('email:ada') - 1 }),
    ],
    ['unknown-merge', 'undo of no merge', () => directory.undo('mrg_none')],
    [
      'stale-decision',
      'undo by an old picture',
      () => directory.undo(undefined, directory.basisOf('email:ada') + 1),
    ],
    [
      'merge-undone',
      'undo twice',
      () => {
        directory.undo()
        directory.settle()
        return directory.undo()
      },
    ],
    [
      'survivor-merged',
      'undo below another merge',
      () => {
        const first = directory.latest('merge')
        directory.merge('email:ada', 'email:cem', { survivorId: directory.idOf('email:cem') })
        directory.settle()
        return directory.undo(first)
      },
    ],
    [
      'operation-open',
      'undo while the merge is being carried out',
      () => {
        directory.merge('email:ada', 'email:cem')
        return directory.undo()
      },
    ],
    [
      'operation-open',
      'split while a merge is being carried out',
      () => {
        directory.merge('email:ada', 'email:cem')
        return directory.split('email:ada', 'email:ada')
      },
    ],
    ['unknown-customer', 'split of nobody', () => directory.split('email:nobody', 'email:nobody')],
    [
      'unknown-identifier',
      "split of another's identifier",
      () => directory.split('email:ada', 'email:ada', 'email:cem'),
    ],
    ['nothing-left', 'split of everything', () => directory.split('email:ada', 'email:ada', 'phone:bob')],
    ['unknown-split', 'undo of no split', () => directory.undoSplit('spl_none')],
    [
      'split-undone',
      'undo of a split twice',
      () => {
        directory.undoSplit()
        directory.settle()
        return directory.undoSplit()
      },
    ],
    [
      'split-merged',
      'undo of a split whose two are one again',
      () => {
        directory.merge('email:fay', 'phone:eve')
        return directory.undoSplit()
      },
    ],
    [
      'unknown-review',
      'answer to no question',
      () =>
        directory.decisions.decideReview(
          { reviewId: 'rev_none', decision: { decision: 'merge' }, note: '', by },
          0,
        ),
    ],
    [
      'review-closed',
      'answer to a question twice',
      () => {
        directory.answer({ decision: 'keep-apart' })
        return directory.answer({ decision: 'merge' })
      },
    ],
    ['stale-decision', 'answer by an old picture', () => directory.answer({ decision: 'merge' }, -1)],
    [
      'stale-decision',
      'merge of one',
      () => directory.answer({ decision: 'merge', customerIds: [directory.idOf('external_id:s:1')] }),
    ],
    [
      'unknown-customer',
      'merge of somebody the question is not about',
      () =>
        directory.answer({ decision: 'merge', customerIds: [directory.idOf('external_id:s:1'), adaId()] }),
    ],
    [
      'unknown-customer',
      'split of somebody the question is not about',
      () => directory.answer({ decision: 'split', customerId: adaId(), identifiers: ['phone:bob'] }),
    ],
    [
      'wrong-decision',
      'not shared where nothing is shared',
      () => directory.answer({ decision: 'not-shared' }),
    ],
    [
      'erased-customer',
      'merge with an erased customer',
      () => {
        const customerIds = [directory.idOf('email:cem'), adaId()] as const
        directory.erase('email:ada')
        directory.settle()
        return directory.decisions.mergeCustomers({ customerIds, by }, 0)
      },
    ],
    [
      'erased-customer',
      'undo of a merge of an erased customer',
      () => {
        directory.erase('email:ada')
        directory.settle()
        return directory.undo()
      },
    ],
    [
      'erased-customer',
      'undo of a split of an erased customer',
      () => {
        directory.erase('email:fay')
        directory.settle()
        return directory.undoSplit()
      },
    ],
    [
      'review-closed',
      'answer about an erased customer',
      () => {
        directory.erase('email:cem')
        directory.settle()
        return directory.answer({ decision: 'merge' })
      },
    ],
    [
      'unknown-review',
      'assignment of no question',
      () => directory.decisions.assignReview('rev_none', 'bob', by, 0),
    ],
  ])('fails with %s and changes nothing: %s', (kind, _, decide) => {
    // The last step of the story is the one that fails: whatever went before is in the dump it is held against.
    let before = directory.dump()
    const turn = directory.store.turn.bind(directory.store)
    directory.store.turn = (work) => {
      before = directory.dump()
      return turn(work)
    }
    const outcome = decide()
    expect(outcome).toMatchObject({ ok: false, failure: { kind, retryable: kind === 'operation-open' } })
    expect(directory.dump()).toEqual(before)
  })
})

describe('undo of a merge', () => {
  it('gives back what was, but for the history and that the two are different people', () => {
    directory.events('email:a cookie_id:1', 'phone:b', 'loyalty_id:c')
    const tables = [
      'identifier',
      'redirect',
      'manual_merge_queue',
      'shared_identifier',
      'identifier_tie',
      'identity_split',
    ]
    const links = () => directory.sql.all('select customer_id, links, erased_at from customer')
    const before = [directory.dump(...tables), links()]
    directory.merge('email:a', 'phone:b')
    directory.settle()
    expect(directory.people('email:a', 'phone:b')).toBe('email:a phone:b')
    expect(directory.undo()).toMatchObject({
      ok: true,
      value: { undoneAtMs: 1_000, undoneBy: by, version: 2 },
    })
    expect([directory.dump(...tables), links()]).toEqual(before)
    expect(directory.store.openWork().operations).toMatchObject([
      { kind: 'separate', customerId: directory.idOf('email:a'), openedId: directory.idOf('phone:b') },
    ])
  })

  it('takes along what the merged customer was made of, and leaves what came to the other since', () => {
    directory.events('phone:a', 'phone:b', 'cookie_id:b', 'cookie_id:b phone:b', 'phone:a phone:b')
    const both = directory.latest('merge')
    directory.events('loyalty_id:c phone:a', 'cookie_id:d')
    directory.merge('phone:a', 'cookie_id:d')
    directory.settle()
    expect(directory.undo(both).ok).toBe(true)
    expect(directory.people('phone:a', 'loyalty_id:c', 'cookie_id:d', 'phone:b', 'cookie_id:b')).toBe(
      'phone:a loyalty_id:c cookie_id:d | phone:b cookie_id:b',
    )
  })

  it('is remembered: no event ties the two again, a person does', () => {
    directory.events('email:a', 'phone:b', 'email:a phone:b')
    directory.undo()
    directory.settle()
    directory.events('email:a phone:b')
    expect(directory.people('email:a', 'phone:b')).toBe('email:a | phone:b')
    expect(directory.merge('email:a', 'phone:b').ok).toBe(true)
    expect(directory.people('email:a', 'phone:b')).toBe('email:a phone:b')
  })

  it('lets hold again what a person had said before the merge', () => {
    // Two accounts that a person kept apart; each is then merged into another customer, and the two by mistake.
    directory.events('external_id:s:1 email:x', 'external_id:s:2 email:x', 'phone:a', 'phone:b')
    directory.answer({ decision: 'keep-apart' })
    directory.merge('external_id:s:1', 'phone:a', { survivorId: directory.idOf('phone:a') })
    directory.merge('external_id:s:2', 'phone:b', { survivorId: directory.idOf('phone:b') })
    const second = directory.latest('merge')
    directory.merge('phone:a', 'phone:b')
    directory.settle()
    directory.undo()
    directory.settle()
    directory.undo(second)
    directory.settle()
    const kept = directory.store.cluster(directory.idOf('external_id:s:2'))?.keptApartFrom
    expect(kept?.toSorted()).toEqual(
      [
        directory.sql.all<{ id: string }>(
          `select customer_id as id from identifier where identifier_key = 'external_id:s:1'`,
        )[0]?.id,
        directory.idOf('phone:b'),
      ].toSorted(),
    )
    directory.events('external_id:s:2 email:x')
    expect(directory.people('email:x', 'external_id:s:2')).toBe('email:x | external_id:s:2')
  })
})

describe('split', () => {
  beforeEach(() => directory.events('email:a phone:b loyalty_id:c cookie_id:d pos_bill:s:1'))

  it('moves identifiers and receipts to a new customer, for good', () => {
    expect(directory.split('email:a', 'phone:b', 'pos_bill:s:1')).toMatchObject({
      ok: true,
      value: { keys: ['phone:b', 'pos_bill:s:1'], decidedBy: by },
    })
    directory.settle()
    directory.events('email:a phone:b')
    expect(directory.people('email:a', 'loyalty_id:c', 'cookie_id:d', 'phone:b', 'pos_bill:s:1')).toBe(
      'email:a loyalty_id:c cookie_id:d | phone:b pos_bill:s:1',
    )
  })

  it('keeps when and by which event an identifier came', () => {
    const of = (key: string) =>
      directory.store.cluster(directory.idOf(key))?.members.flatMap(({ links }) => links)
    const before = of('phone:b')?.find(({ key }) => key === 'phone:b')
    directory.split('email:a', 'phone:b')
    expect(of('phone:b')).toEqual([before])
    expect(of('email:a')?.map(({ key }) => key)).toEqual(['email:a', 'loyalty_id:c', 'cookie_id:d'])
  })

  it('taken back makes the two one again, and what is known of the first stays the customer', () => {
    const id = directory.idOf('email:a')
    directory.split('email:a', 'phone:b', 'cookie_id:d')
    directory.settle()
    expect(directory.undoSplit()).toMatchObject({ ok: true, value: { undoneBy: by, version: 2 } })
    const keys = ['email:a', 'phone:b', 'loyalty_id:c', 'cookie_id:d', 'pos_bill:s:1']
    expect(keys.map((key) => directory.idOf(key))).toEqual(Array(5).fill(id))
    expect(directory.store.cluster(id)?.keptApartFrom).toEqual([])
  })
})
