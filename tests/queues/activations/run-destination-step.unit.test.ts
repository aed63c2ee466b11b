import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { VendorCall } from '#shared/sources/backfill.ts'
import { FakeHubspot } from '#tests/support/fake-hubspot.ts'
import { type FakeVendor, startFakeVendor } from '#tests/support/fake-vendor.ts'
import { personState } from '#tests/support/person-state.ts'
import { DestinationWorld, plainRules } from './destination-world.ts'

let hubspot: FakeHubspot
let vendor: FakeVendor
let world: DestinationWorld

/** Over a real socket, as a Worker calls. */
const call: VendorCall = async ({ method, path, headers, body }) => {
  const answered = await fetch(`${vendor.url}${path}`, {
    method,
    headers: { ...headers, authorization: 'Bearer right' },
    body,
  })
  return { status: answered.status, headers: new Map(answered.headers), body: await answered.text() }
}

beforeAll(async () => {
  vendor = await startFakeVendor((seen) => hubspot.answer(seen))
})
afterAll(() => vendor.stop())
beforeEach(() => {
  hubspot = new FakeHubspot()
  vendor.seen.length = 0
  world = new DestinationWorld(call)
})
afterEach(() => world.database.close())

const person = (name: string, more = {}) =>
  personState({ email: `${name}@shop.example`, firstName: name, ...more })
const paths = () => vendor.seen.map(({ path }) => path.replace('/crm/v3/objects/contacts/', ''))

describe("a destination's run", () => {
  it('creates contacts with the mapped fields, and sends nothing twice', async () => {
    world.put('cus_ada', person('ada', { orders: [1250, 50], marketing: true }))
    world.put('cus_bob', person('bob', { plan: 'gold' }))
    world.put('cus_nobody', personState({ firstName: 'nobody' }))
    expect(await world.sync()).toMatchObject({ state: 'done', sentCount: 2, rejectedCount: 0, failure: null })
    expect([...hubspot.contacts.values()].map(({ properties }) => properties)).toEqual([
      {
        email: 'ada@shop.example',
        firstname: 'ada',
        patron_orders: '2',
        patron_revenue: '13.00',
        patron_audience: 'buyers',
      },
      {
        email: 'bob@shop.example',
        firstname: 'bob',
        plan: 'gold',
        patron_orders: '0',
        patron_revenue: '0.00',
        patron_audience: 'buyers',
      },
    ])
    expect(paths()).toEqual(['batch/upsert'])

    expect(await world.sync()).toMatchObject({ state: 'done', sentCount: 0, unchangedCount: 0 })
    world.put('cus_ada', person('ada', { orders: [1250, 50], marketing: true }))
    expect(await world.sync()).toMatchObject({ sentCount: 0, unchangedCount: 1 })
    expect(paths()).toHaveLength(1)
    world.put('cus_ada', person('ada', { orders: [1250, 50, 100], marketing: true }))
    expect(await world.sync()).toMatchObject({ sentCount: 1 })
    expect(hubspot.byEmail('ada@shop.example')?.properties.patron_revenue).toBe('14.00')
    // Who stays as they are is not in it.
    expect(JSON.parse(vendor.seen[1]?.body ?? '').inputs).toHaveLength(1)
  })

  it('keeps to one contact when the e-mail changes, and makes it again when it is gone there', async () => {
    world.put('cus_ada', person('ada'))
    await world.sync()
    world.put('cus_ada', person('ada.new'))
    await world.sync()
    expect([...hubspot.contacts.values()].map(({ properties }) => properties.email)).toEqual([
      'ada.new@shop.example',
    ])
    hubspot.contacts.clear()
    world.put('cus_ada', person('ada.newer'))
    expect(await world.sync()).toMatchObject({ sentCount: 1, rejectedCount: 0 })
    expect(paths().slice(-2)).toEqual(['batch/update', 'batch/upsert'])
    expect(hubspot.contacts.size).toBe(1)
  })

  it('takes partial refusals record by record, tries them again in the next run, and forgets them when they are right', async () => {
    for (let index = 0; index < 150; index += 1) {
      const name = String(index).padStart(3, '0')
      const wrong = index === 7 ? { email: 'p007@shop.invalid' } : index === 120 ? { plan: 'unknown' } : {}
      world.put(`cus_${name}`, person(`p${name}`, wrong))
    }
    const run = await world.sync()
    expect(run).toMatchObject({ state: 'done', sentCount: 148, rejectedCount: 2 })
    expect(hubspot.contacts.size).toBe(148)
    expect(world.ledger().filter(({ state }) => state === 'rejected')).toMatchObject([
      { customer_id: 'cus_007', problem: 'Email address p007@shop.invalid is invalid' },
      { customer_id: 'cus_120', problem: 'unknown is no option' },
    ])
    // Halving: 1 + 2 for each of the 7 halves of the first page, and the second page.
    expect(vendor.seen.length).toBeLessThanOrEqual(16)

    world.put('cus_007', person('p007'))
    expect(await world.sync()).toMatchObject({ sentCount: 1, rejectedCount: 1 })
    expect(world.ledger().filter(({ problem }) => problem !== null)).toHaveLength(1)
  })

  it('ends when nothing is ever taken: then it is the mapping', async () => {
    for (let index = 10; index < 60; index += 1)
      world.put(`cus_${index}`, personState({ email: `p${index}@shop.invalid` }))
    expect(await world.sync()).toMatchObject({
      state: 'failed',
      rejectedCount: 10,
      failure: 'Email address p19@shop.invalid is invalid',
    })
  })

  it('waits for as long as it is asked to, and loses nothing of a page that was broken off', async () => {
    world.put('cus_ada', person('ada'))
    await world.sync()
    world.put('cus_ada', person('ada', { plan: 'gold' }))
    world.put('cus_bob', person('bob'))
    const runId = world.start()
    await world.ports.findRun(runId)
    // The known contact is updated first; the new one meets the limit.
    const [first] = world.messages
    vendor.answerNext(hubspotAnswer(hubspot, 'update'))
    vendor.answerNext({
      status: 429,
      body: { message: 'too fast', policyName: 'SECONDLY' },
      headers: { 'retry-after': '90' },
    })
    await world.work()
    expect(first?.atMs).toBeLessThan(world.nowMs)
    expect(world.nowMs - (first?.atMs ?? 0)).toBe(90_000)
    expect(world.run(runId)).toMatchObject({ state: 'done', sentCount: 2 })
    expect(paths()).toEqual(['batch/upsert', 'batch/update', 'batch/upsert', 'batch/upsert'])
  })

  it('waits an hour when the allowance of the day is used up', async () => {
    world.put('cus_ada', person('ada'))
    const beganMs = world.nowMs
    vendor.answerNext({ status: 429, body: { message: 'no more today', policyName: 'DAILY' } })
    expect(await world.sync()).toMatchObject({ state: 'done', sentCount: 1 })
    expect(world.nowMs - beganMs).toBe(3_600_000)
  })

  it('is tried again when the vendor is away, and ends when the token is not right', async () => {
    world.put('cus_ada', person('ada'))
    world.start()
    vendor.answerNext({ status: 503, body: 'away' })
    expect(await world.work()).toContainEqual({
      kind: 'retry',
      afterSeconds: 30,
      reason: 'the vendor answered 503',
    })
    hubspot.token = 'another'
    expect(await world.sync()).toMatchObject({
      state: 'failed',
      failure: 'the vendor answered 401: The access token is expired',
    })
    hubspot.token = 'right'
    expect(await world.sync()).toMatchObject({ state: 'done', sentCount: 1 })
  })

  it('never sends who refused, and removes them where the destination is set up so', async () => {
    world.put('cus_ada', person('ada', { marketing: false }))
    world.put('cus_bob', person('bob', { marketing: true }))
    world.put('cus_cy', person('cy'))
    expect(await world.sync()).toMatchObject({ sentCount: 2, heldCount: 1 })
    expect(hubspot.byEmail('ada@shop.example')).toBeUndefined()
    expect(JSON.stringify(vendor.seen)).not.toContain('ada')

    world.put('cus_bob', person('bob', { marketing: false }))
    expect(await world.sync()).toMatchObject({ heldCount: 1, removedCount: 1 })
    expect(hubspot.byEmail('bob@shop.example')).toBeUndefined()
    world.put('cus_bob', person('bob', { marketing: true }))
    expect(await world.sync()).toMatchObject({ sentCount: 1 })

    world.rules = {
      ...world.rules,
      revision: 2,
      audience: { hasEmail: true, isConsentGranted: true },
      whenLeaving: 'keep',
    }
    expect(await world.sync()).toMatchObject({ unchangedCount: 1, heldCount: 2, removedCount: 0 })
    expect([...hubspot.contacts.values()].map(({ properties }) => properties.email).sort()).toEqual([
      'bob@shop.example',
      'cy@shop.example',
    ])
  })

  it('asks the audience again as time goes by, without anything new of the customer', async () => {
    world.rules = {
      ...plainRules,
      audience: { lastSeenWithinDays: 30, minOrderCount: 1, minRevenueMinor: 100 },
    }
    world.put('cus_ada', person('ada', { orders: [100] }))
    world.put('cus_bob', person('bob', { orders: [99] }))
    expect(await world.sync()).toMatchObject({ sentCount: 1 })
    world.nowMs += 31 * 86_400_000
    expect(await world.sync()).toMatchObject({ heldCount: 1, removedCount: 1 })
    expect(hubspot.contacts.size).toBe(0)
  })

  it('tells who was erased, for good, also when they were merged or left before', async () => {
    for (const name of ['ada', 'bob', 'cy']) world.put(`cus_${name}`, person(name))
    await world.sync()
    const idOf = (name: string) => hubspot.byEmail(`${name}@shop.example`)?.id
    const [ada, bob] = [idOf('ada'), idOf('bob')]
    world.rules = { ...world.rules, whenLeaving: 'keep' }
    world.put('cus_bob', person('bob', { marketing: false }))
    await world.sync()
    world.erase('cus_ada')
    world.erase('cus_bob')
    expect(JSON.stringify(world.ledger())).not.toContain('shop.example')
    expect(await world.sync()).toMatchObject({ erasedCount: 2, sentCount: 0 })
    expect(hubspot.erasedIds).toEqual([ada, bob])
    expect([...hubspot.contacts.values()].map(({ properties }) => properties.email)).toEqual([
      'cy@shop.example',
    ])
    expect(world.ledger().map(({ customer_id }) => customer_id)).toEqual(['cus_cy'])
    // Already gone there: told all the same, and no problem.
    hubspot.contacts.clear()
    world.erase('cus_cy')
    expect(await world.sync()).toMatchObject({ state: 'done', erasedCount: 1, rejectedCount: 0 })
    expect(world.ledger()).toEqual([])
  })

  it('tells of a person who was erased between the look and the note', async () => {
    world.put('cus_ada', person('ada'))
    const broken = world.ports
    const { store } = broken
    world.mayBreak = () => {
      world.mayBreak = () => {}
      world.erase('cus_ada')
    }
    const runId = world.start()
    const run = world.run(runId)
    await store(run, {}, { state: 'sending', progressedAt: run.progressedAt })
    // The erasure came before the page; now one that comes while the page is on its way.
    world.put('cus_bob', person('bob'))
    vendor.answerNext({ status: 200, body: { results: [{ id: '900', objectWriteTraceId: 'cus_bob' }] } })
    world.mayBreak = () => {
      world.mayBreak = () => {}
      world.erase('cus_bob')
    }
    await world.work()
    expect(world.ledger()).toEqual([
      { customer_id: 'cus_bob', state: 'erased', remote_id: '900', problem: null },
    ])
    expect(await world.sync()).toMatchObject({ erasedCount: 1 })
    expect(world.ledger()).toEqual([])
  })

  it('leaves one contact of two customers who are merged, and sends anew who shares an erased record', async () => {
    world.put('cus_ada', person('ada'))
    world.put('cus_ada2', person('ada.work'))
    await world.sync()
    world.merge('cus_ada2', 'cus_ada', person('ada', { plan: 'gold' }))
    expect(await world.sync()).toMatchObject({ sentCount: 1, removedCount: 1 })
    expect([...hubspot.contacts.values()].map(({ properties }) => properties.email)).toEqual([
      'ada@shop.example',
    ])

    // Erased, and known again by the same address before the destination was told.
    world.erase('cus_ada')
    world.put('cus_eve', person('ada'))
    await world.sync()
    expect(hubspot.byEmail('ada@shop.example')?.properties).not.toHaveProperty('plan')
    expect(hubspot.erasedIds).toHaveLength(1)
  })

  it('refuses to make one contact of two customers', async () => {
    world.put('cus_ada', person('same'))
    world.put('cus_bob', person('same', { firstName: 'bob' }))
    expect(await world.sync()).toMatchObject({ sentCount: 1, rejectedCount: 1 })
    expect(hubspot.contacts.size).toBe(1)
  })

  it('stops when it is paused; one that has ended, or is unknown, is left alone', async () => {
    world.put('cus_ada', person('ada'))
    world.rules = { ...plainRules, status: 'paused' }
    expect(await world.sync()).toMatchObject({ state: 'cancelled', sentCount: 0 })
    expect(vendor.seen).toEqual([])
  })
})

function hubspotAnswer(of: FakeHubspot, action: string) {
  // Answered with what HubSpot would say, but fixed beforehand, so that the next answer can be another.
  const [known] = of.contacts.values()
  return {
    status: 200,
    body: {
      results: [{ id: known?.id, objectWriteTraceId: 'cus_ada', properties: known?.properties, action }],
    },
  }
}
