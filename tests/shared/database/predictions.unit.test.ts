import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type PredictionReplacement, replacePredictionStatements } from '#shared/database/predictions.ts'
import { projectionStatements } from '#shared/database/project.ts'
import type { CustomerProfileRow } from '#shared/database/tables/customer-profile.ts'
import { consumptionEvents } from '#shared/predictions/consumption/consumption-events.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'
import { newMerge } from '#tests/support/new-merge.ts'

const database = memoryDatabase()
afterAll(() => database.close())

function profile(customerId: string, changes: Partial<CustomerProfileRow> = {}): CustomerProfileRow {
  return {
    tenantId: 'shop',
    customerId,
    version: 1,
    mergedInto: null,
    erasedAt: null,
    restrictedAt: null,
    isProfilingAllowed: null,
    displayName: customerId,
    email: null,
    phone: null,
    searchText: '',
    firstSeenAt: 1,
    lastSeenAt: 1,
    orderCount: 1,
    revenueMinor: 0,
    channels: [],
    ...changes,
  }
}

function prediction(
  customerId: string,
  kind: 'rfm' | 'consumption' = 'rfm',
  subject = '',
  predictedAt = 100,
) {
  return {
    customerId,
    kind,
    subject,
    subjectName: null,
    value: 9,
    label: 'Loyal',
    confidence: 0.5,
    expectedAt: null,
    expectedFrom: null,
    expectedTo: null,
    lower: null,
    upper: null,
    predictionType: null,
    factors: [{ text: 'bought "often"', feature: null, contribution: 0.1 }],
    modelVersion: null,
    predictedAt,
    expiresAt: 1_000,
  }
}

function movement(customerId: string, movementId: string) {
  return {
    customerId,
    movementId,
    kind: 'rfm' as const,
    previousSegment: null,
    newSegment: 'Loyal',
    segmentationScore: 0.5,
    reasonCodes: ['first-segment'],
    confidence: 1,
    modelVersion: 'rfm-1',
    movedAt: 100,
    isPublished: false,
  }
}

function replace(told: Partial<PredictionReplacement>, isProfiledSilently = true): void {
  const customerIds = told.customerIds ?? [...new Set((told.rows ?? []).map(({ customerId }) => customerId))]
  const all = {
    kinds: ['rfm', 'consumption'] as const,
    rows: [],
    movements: [],
    consumptionEvents: [],
    predictedAt: 100,
  }
  database.run(replacePredictionStatements('shop', isProfiledSilently, { ...all, ...told, customerIds }))
}

/** `customer kind subject` of what is kept. */
function kept(): string[] {
  return database
    .all("select trim(customer_id || ' ' || kind || ' ' || subject) as name from predictions order by 1")
    .map(({ name }) => String(name))
}
const movers = () =>
  database.all('select customer_id as id from segment_movement order by 1').map(({ id }) => id)

const people = ['ann', 'ben', 'cat', 'dan', 'eve']
beforeEach(() => {
  database.run(
    ['predictions', 'segment_movement', 'consumption_event', 'customer_profile', 'merge_history'].map(
      (table) => ({
        text: `delete from ${table}`,
        values: [],
      }),
    ),
  )
  database.run(projectionStatements('shop', { profiles: people.map((id) => profile(id)) }))
})

describe('replacing predictions', () => {
  it('puts the new ones in the place of all of those kinds of those customers, and of nothing else', () => {
    replace({ rows: [prediction('ann', 'consumption', 'milk'), prediction('ann'), prediction('ben')] })
    replace({ rows: [prediction('ann', 'consumption', 'tea')], kinds: ['consumption'] })
    expect(kept()).toEqual(['ann consumption tea', 'ann rfm', 'ben rfm'])
    replace({ customerIds: ['ann'], rows: [] })
    expect(kept()).toEqual(['ben rfm'])
    const [row] = database.all('select * from predictions')
    expect(row).toMatchObject({ tenant_id: 'shop', label: 'Loyal', value: 9, expires_at: 1_000 })
    expect(JSON.parse(String(row?.factors))).toEqual(prediction('ben').factors)
  })

  it('leaves what was predicted later, whoever comes last', () => {
    replace({ rows: [prediction('ann', 'rfm', '', 200)], predictedAt: 200 })
    replace({ rows: [{ ...prediction('ann', 'rfm', '', 100), label: 'Lost' }], predictedAt: 100 })
    replace({ customerIds: ['ann'], rows: [], predictedAt: 150 })
    expect(database.all('select label, predicted_at from predictions')).toEqual([
      { label: 'Loyal', predicted_at: 200 },
    ])
  })

  it('adds nothing of a kind of which the customer was told something later: no product that is gone, no movement', () => {
    const of = (at: number, label: string, products: readonly string[]) => {
      const place = { ...prediction('ann', 'rfm', '', at), label }
      return [place, ...products.map((product) => prediction('ann', 'consumption', product, at))]
    }
    replace({ rows: of(50, 'Loyal', ['milk', 'tea']), predictedAt: 50 })
    // A purchase is scored while the night's job, which began before it, is under way.
    replace({ rows: of(200, 'Champions', ['tea']), predictedAt: 200 })
    const late = [...of(100, 'Loyal', ['milk', 'tea']), prediction('ben', 'consumption', 'milk')]
    const movements = [movement('ann', 'mov_false'), movement('ben', 'mov_true')]
    replace({ rows: late, movements })
    expect(kept()).toEqual(['ann consumption tea', 'ann rfm', 'ben consumption milk'])
    expect(movers()).toEqual(['ben'])
    // What is known later of one kind keeps nothing of another out.
    replace({ customerIds: ['ann'], kinds: ['rfm'], rows: [], predictedAt: 300 })
    replace({ rows: late, movements: [movement('ann', 'mov_other_kind')] })
    expect(kept()).toEqual(['ann consumption tea', 'ann rfm', 'ben consumption milk'])
    expect(movers()).toEqual(['ann', 'ben'])
  })

  it('tells a movement once, and from where the customer stands by then: two may have read the same one before', () => {
    const place = (at: number, label: string) => ({ ...prediction('ann', 'rfm', '', at), label })
    const move = (at: number, newSegment: string) => ({
      ...{ ...movement('ann', `mov_${at}`), movedAt: at },
      ...{ previousSegment: 'Loyal', newSegment },
    })
    const told = (at: number, label: string) =>
      replace({ rows: [place(at, label)], movements: [move(at, label)], predictedAt: at })
    replace({ rows: [place(50, 'Loyal')], predictedAt: 50 })
    told(100, 'Champions')
    told(101, 'Champions')
    told(102, 'Lost')
    told(102, 'Lost')
    expect(
      database.all('select movement_id, previous_segment, new_segment from segment_movement order by 1'),
    ).toEqual([
      { movement_id: 'mov_100', previous_segment: 'Loyal', new_segment: 'Champions' },
      { movement_id: 'mov_102', previous_segment: 'Champions', new_segment: 'Lost' },
    ])
  })

  it('tells of an expected purchase once, by what is kept by then: two may have read the same one before', () => {
    const day = 86_400_000
    const milk = (at: number, label: string, expectedDay: number) => ({
      ...prediction('ann', 'consumption', 'milk', at),
      ...{ label, expectedAt: expectedDay * day, predictionType: 'pattern-based' as const },
    })
    const first = milk(50, 'later', 10)
    // Each of them has read what the first one left, whatever was kept since.
    const told = (at: number, label: string, expectedDay: number) => {
      const row = milk(at, label, expectedDay)
      const events = consumptionEvents([first], [row], true)
      replace({ rows: [row], kinds: ['consumption'], consumptionEvents: events, predictedAt: at })
      return events.length
    }
    replace({ rows: [first], kinds: ['consumption'], predictedAt: 50 })
    expect([told(100, 'due', 10), told(101, 'due', 10), told(101, 'due', 10)]).toEqual([1, 1, 1])
    // It moved as well, which the one between did not see; and what was due is overdue.
    expect([told(102, 'due', 20), told(103, 'overdue', 20), told(104, 'overdue', 21)]).toEqual([1, 1, 1])
    expect(
      database.all('select predicted_at, is_alert, expected_at from consumption_event order by 1'),
    ).toEqual([
      { predicted_at: 100, is_alert: 1, expected_at: 10 * day },
      { predicted_at: 102, is_alert: 0, expected_at: 20 * day },
      { predicted_at: 103, is_alert: 1, expected_at: 20 * day },
    ])
    // The first of a product, read by two as none.
    const tea = (at: number) => {
      const row = { ...milk(at, 'due', 30), subject: 'tea' }
      const events = consumptionEvents([], [row], true)
      replace({ rows: [row, milk(at, 'overdue', 20)], consumptionEvents: events, predictedAt: at })
    }
    tea(110)
    tea(111)
    expect(database.all("select predicted_at from consumption_event where product_id = 'tea'")).toEqual([
      { predicted_at: 110 },
    ])
  })

  it('keeps nothing of people who may not be profiled, by what their rows say now', () => {
    const changes: [string, Partial<CustomerProfileRow>][] = [
      ['ann', { isProfilingAllowed: false }],
      ['ben', { restrictedAt: 5 }],
      ['cat', { isProfilingAllowed: true }],
    ]
    const profiles = changes.map(([id, change]) => profile(id, { version: 2, ...change }))
    database.run(projectionStatements('shop', { profiles }))
    database.run(
      projectionStatements('shop', { tombstones: [{ customerId: 'dan', version: 2, mergedInto: 'eve' }] }),
    )
    const rows = [...people, 'stranger'].map((id) => prediction(id))
    const movements = people.map((id) => movement(id, `mov_${id}`))
    replace({ rows, movements }, false)
    expect([kept(), movers()]).toEqual([['cat rfm'], ['cat']])
    replace({ rows, movements }, true)
    expect([kept(), movers()]).toEqual([
      ['cat rfm', 'eve rfm'],
      ['cat', 'eve'],
    ])
  })

  it('finds the customers by their key, however many there are of a kind', () => {
    const [forget] = replacePredictionStatements('shop', true, {
      kinds: ['rfm'],
      customerIds: ['ann'],
      rows: [],
      movements: [],
      consumptionEvents: [],
      predictedAt: 1,
    })
    if (forget === undefined) throw new Error('no statement')
    const plan = database.read({ ...forget, text: `explain query plan ${forget.text}` })
    const steps = plan.map(({ detail }) => String(detail)).join('\n')
    expect(steps).toContain(
      'SEARCH known USING INDEX sqlite_autoindex_predictions_1 (tenant_id=? AND customer_id=? AND kind=?)',
    )
    expect(steps).not.toContain('SCAN known')
  })
})

describe('what is projected of a customer', () => {
  beforeEach(() => {
    replace({
      rows: people.map((id) => prediction(id)),
      movements: people.map((id) => movement(id, `mov_${id}`)),
    })
    expect(kept()).toHaveLength(5)
  })
  const left = () => [kept().map((name) => name.split(' ')[0]), movers()]
  const without = (...gone: string[]) => {
    const rest = people.filter((id) => !gone.includes(id))
    return [rest, rest]
  }

  it('takes predictions and movements with it: an objection, a restriction, and when nothing is left to be seen', () => {
    const profiles = [
      profile('ann', { version: 2, isProfilingAllowed: false }),
      profile('ben', { version: 2, restrictedAt: 7 }),
      profile('cat', { version: 2, lastSeenAt: 0 }),
      profile('dan', { version: 2, isProfilingAllowed: true }),
    ]
    database.run(projectionStatements('shop', { profiles }))
    expect(left()).toEqual(without('ann', 'ben', 'cat'))
  })

  it('and a word that is older than what is known takes nothing', () => {
    database.run(projectionStatements('shop', { profiles: [profile('ann', { version: 3 })] }))
    const late = profile('ann', { version: 2, isProfilingAllowed: false })
    database.run(projectionStatements('shop', { profiles: [late] }))
    expect(left()).toEqual(without())
  })

  it('so does a merge, and its undo takes what was predicted of both', () => {
    const tombstones = [{ customerId: 'ann', version: 2, mergedInto: 'ben' }]
    database.run(projectionStatements('shop', { tombstones }))
    expect(left()).toEqual(without('ann'))
    const merge = newMerge('mrg_1', 'ben', 'ann')
    const records = { merges: [merge], reviews: [], splits: [] }
    database.run(projectionStatements('shop', { records }))
    expect(left()).toEqual(without('ann'))
    const undone = { ...records, merges: [{ ...merge, undoneAtMs: 9, undoneBy: 'user', version: 2 }] }
    database.run(projectionStatements('shop', { records: undone }))
    expect(left()).toEqual(without('ann', 'ben'))
  })

  it('and an erasure', () => {
    const request = {
      operation: 1,
      kind: 'erase' as const,
      requestId: 'prv_1',
      customerId: 'eve',
      mode: 'delete' as const,
      requestedAtMs: 1,
      requestedBy: 'user',
    }
    const erasures = [{ request: request as never, closed: [{ customerId: 'eve', version: 9 }] }]
    database.run(projectionStatements('shop', { erasures }))
    expect(left()).toEqual(without('eve'))
  })
})
