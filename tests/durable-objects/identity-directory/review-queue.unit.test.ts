import { beforeEach, describe, expect, it } from 'vitest'
import { ReviewQueue } from '#durable-objects/identity-directory/review-queue.ts'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'
import { TestDirectory } from '#tests/support/test-directory.ts'

const by = 'ada'
let directory: TestDirectory
beforeEach(() => {
  directory = new TestDirectory()
  return () => directory.sql.close()
})

describe('questions', () => {
  const statuses = () =>
    directory.sql
      .all('select reason, status from manual_merge_queue order by review_id')
      .map(({ reason, status }) => `${reason} ${status}`)
  const review = () => directory.store.reviews.find(directory.latest('review'))

  it('are withdrawn when a merge has answered them, with what happened', () => {
    directory.events('email:a cookie_id:1', 'phone:b cookie_id:1')
    expect(statuses()).toEqual(['shared-device open'])
    directory.events('email:a phone:b')
    expect(statuses()).toEqual(['shared-device withdrawn'])
    expect(review()).toMatchObject({
      decidedBy: 'rules',
      version: 2,
      history: [
        { act: 'opened', by: 'rules' },
        { act: 'withdrawn', by: 'rules' },
      ],
    })
  })

  it('are found by the events that raised them, however many are asked about', () => {
    directory.events('email:a', 'email:b', 'email:c', 'email:d', 'email:a email:b email:c email:d')
    const others = Array.from({ length: 60_000 }, (_, number) => `csv/files:orders-row-${number}`)
    const lengths: number[] = []
    const watched = new ReviewQueue({
      all: (text, ...values) => {
        lengths.push(...values.map((value) => String(value).length))
        return directory.sql.all(text, ...values)
      },
      run: (...call) => directory.sql.run(...call),
      transaction: (work) => directory.sql.transaction(work),
    })
    const found = watched.raisedBy([...others, 'shop:4'])
    expect(found).toMatchObject([{ eventKey: 'shop:4', reason: 'too-many-customers' }])
    // A Durable Object takes a value of at most 2 MB.
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBeGreaterThan(1_500_000)
    expect(Math.max(...lengths)).toBeLessThan(1_000_000)
    expect(watched.raisedBy([])).toEqual([])
  })

  it('stay open while not all of their customers are one', () => {
    directory.events(
      'email:a',
      'email:b',
      'email:c',
      'email:d',
      'email:a email:b email:c email:d',
      'email:a email:b',
    )
    expect(statuses()).toEqual(['too-many-customers open'])
    expect(directory.answer({ decision: 'merge' }).ok).toBe(true)
    expect(directory.people('email:a', 'email:b', 'email:c', 'email:d')).toBe(
      'email:a email:b email:c email:d',
    )
    expect(review()).toMatchObject({
      status: 'merged',
      decidedBy: by,
      history: [{ act: 'opened' }, { act: 'merged', by, note: 'seen' }],
    })
  })

  it('are assigned, passed on and given back, and all of it is noted', () => {
    directory.events('external_id:s:1 email:a', 'external_id:s:2 email:a')
    for (const to of ['bob', 'cem', null])
      directory.decisions.assignReview(directory.latest('review'), to, by, 2_000)
    directory.answer({ decision: 'keep-apart' })
    expect(review()).toMatchObject({ assignedTo: null, status: 'kept-apart', version: 5 })
    expect(review()?.history.map(({ act, note }) => `${act} ${note}`)).toEqual([
      'opened ',
      'assigned bob',
      'assigned cem',
      'assigned ',
      'kept-apart seen',
    ])
  })

  it('kept apart are not asked again, whatever event ties the two', () => {
    directory.events('external_id:s:1 email:a', 'external_id:s:2 email:a')
    directory.answer({ decision: 'keep-apart' })
    directory.events('external_id:s:2 email:a cookie_id:1')
    expect(statuses()).toEqual(['identifier-limit kept-apart'])
  })

  it('are not asked again by the event that asked, though they were answered', () => {
    directory.events('email:a', 'phone:b', 'email:a phone:b')
    directory.undo()
    directory.settle()
    const told = {
      eventKey: 'shop:alias',
      occurredAt: 0,
      keys: ['phone:b', 'email:a'],
      statement: { kind: 'same-person', from: 'email:a', to: 'phone:b' },
    } as const
    for (let time = 0; time < 2; time += 1) {
      directory.store.resolve([told], defaultIdentityRules, 1_000)
      directory.answer({ decision: 'keep-apart' })
    }
    expect(statuses()).toEqual(['source-says-same kept-apart'])
    directory.store.resolve([{ ...told, eventKey: 'shop:other' }], defaultIdentityRules, 1_000)
    expect(statuses()).toEqual(['source-says-same kept-apart', 'source-says-same open'])
  })

  it('about a shared identifier: not shared lets it name its customer again, and looks at whoever came with it', () => {
    directory.events(...[0, 1, 2, 3, 4].map((number) => `email:${number} device_id:kiosk`))
    expect(statuses().at(-1)).toBe('shared-identifier open')
    expect(directory.answer({ decision: 'not-shared' }).ok).toBe(true)
    expect(directory.dump('shared_identifier', 'identifier_tie')).toEqual({
      shared_identifier: [],
      identifier_tie: [],
    })
    const reopened = directory.store.openWork().operations.map(({ customerId }) => customerId)
    expect(reopened.toSorted()).toEqual(
      ['email:1', 'email:2', 'email:3', 'email:4'].map((key) => directory.idOf(key)).toSorted(),
    )
  })

  it('about a shared identifier: also whoever got events with it by a split is looked at', () => {
    directory.events(
      'phone:shop cookie_id:z',
      ...[0, 1, 2, 3, 4, 5].map((number) => `phone:shop email:${number}`),
    )
    directory.split('cookie_id:z', 'cookie_id:z')
    // What the platform asks when it carries the split out.
    directory.store.placesOfEvents([['phone:shop', 'cookie_id:z']])
    directory.settle()
    directory.answer({ decision: 'not-shared' })
    const reopened = directory.store.openWork().operations.map(({ customerId }) => customerId)
    expect(reopened).toContain(directory.idOf('cookie_id:z'))
  })
})

describe('proposeMatches', () => {
  const contributions = [{ field: 'name', level: 'exact', weight: 9, left: 'Ada', right: 'Ada' }]
  const propose = (left: string, right: string, matchWeight = 12, mergeAtMatchWeight: number | null = null) =>
    directory.decisions.proposeMatches(
      [{ customerIds: [directory.idOf(left), directory.idOf(right)], matchWeight, contributions }],
      { ...defaultIdentityRules, mergeAtMatchWeight },
      directory.nowMs,
    )
  beforeEach(() => directory.events('email:a', 'phone:b', 'loyalty_id:c'))

  it('asks once about a pair, whichever is named first, with the reasons', () => {
    expect(propose('email:a', 'phone:b')).toEqual({ reviewCount: 1, mergeCount: 0 })
    expect(propose('phone:b', 'email:a')).toEqual({ reviewCount: 0, mergeCount: 0 })
    const review = directory.store.reviews.find(directory.latest('review'))
    expect(review).toMatchObject({
      reason: 'match',
      matchWeight: 12,
      contributions,
      history: [{ by: 'matcher' }],
    })
    expect(review?.customerIds).toEqual([directory.idOf('email:a'), directory.idOf('phone:b')])
  })

  it('never asks again about a pair that was answered, kept apart or undone', () => {
    propose('email:a', 'phone:b')
    directory.answer({ decision: 'keep-apart' })
    directory.merge('phone:b', 'loyalty_id:c')
    directory.settle()
    directory.undo()
    directory.settle()
    for (const weight of [12, 99]) {
      expect(propose('email:a', 'phone:b', weight, 20)).toEqual({ reviewCount: 0, mergeCount: 0 })
      expect(propose('phone:b', 'loyalty_id:c', weight, 20)).toEqual({ reviewCount: 0, mergeCount: 0 })
    }
  })

  it.each([
    [19.9, 20, { reviewCount: 1, mergeCount: 0 }],
    [20, 20, { reviewCount: 0, mergeCount: 1 }],
    [199, null, { reviewCount: 1, mergeCount: 0 }],
  ])('at %d bits where %s are merged unasked', (weight, mergeAt, counts) => {
    expect(propose('email:a', 'phone:b', weight, mergeAt)).toEqual(counts)
    expect(directory.people('email:a', 'phone:b')).toBe(
      counts.mergeCount === 1 ? 'email:a phone:b' : 'email:a | phone:b',
    )
  })

  it('leaves alone who is one already, unknown or erased', () => {
    directory.merge('email:a', 'phone:b')
    directory.settle()
    expect(propose('email:a', 'phone:b')).toEqual({ reviewCount: 0, mergeCount: 0 })
    expect(propose('email:a', 'email:nobody')).toEqual({ reviewCount: 0, mergeCount: 0 })
    const erasedId = directory.idOf('loyalty_id:c')
    directory.erase('loyalty_id:c')
    const proposal = {
      customerIds: [directory.idOf('email:a'), erasedId] as const,
      matchWeight: 50,
      contributions,
    }
    expect(directory.decisions.proposeMatches([proposal], defaultIdentityRules, 0)).toEqual({
      reviewCount: 0,
      mergeCount: 0,
    })
  })
})
