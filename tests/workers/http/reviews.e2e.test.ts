import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { CustomerIdentityView, CustomerView } from '#shared/contracts/customers.ts'
import type { MergeList, ReviewDetail, ReviewList, ReviewView } from '#shared/contracts/identity.ts'
import { defaultIdentityRules, type IdentityRules } from '#shared/identity/identity-rules.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { answered, refused } from '#tests/support/api-answer.ts'
import {
  customerOf,
  sendInOrder,
  sendSharedBrowser,
  sendTooManyCustomers,
} from '#tests/support/identity-shop.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const otherKey = 'key-of-another-tenant'

let platform: TestPlatform
beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  await addTenant(await platform.database(), 'other', otherKey)
})
afterAll(() => platform?.remove())

const get = <Body>(path: string) => platform.get<Body>(path)
const post = <Body>(path: string, body?: unknown) => answered<Body>(platform, 'POST', path, body)
const decide = (reviewId: string, body: object) => post<ReviewView>(`/v1/reviews/${reviewId}/decision`, body)
const refuse = (reviewId: string, body: unknown) =>
  refused(platform, 'POST', `/v1/reviews/${reviewId}/decision`, body)

describe('a review of two people at one browser', () => {
  it('shows both sides and what a merge would come to, and merges them', async () => {
    const reviewId = await sendSharedBrowser(platform, 'merging')
    const review = await get<ReviewDetail>(`/v1/reviews/${reviewId}`)
    expect(review).toMatchObject({
      reason: 'shared-device',
      status: 'open',
      assignedTo: null,
      matchWeight: null,
    })
    expect(review.sides.map(({ customer }) => customer?.displayName).sort()).toEqual([
      'Grace Hopper',
      'Howard Hopper',
    ])
    expect(review.merged?.warnings).toContain('Names differ: Grace Hopper, Howard Hopper.')
    expect(review.proposedSplits).toEqual([])

    const [survivor] = review.sides.filter(({ customer }) => customer?.displayName === 'Howard Hopper')
    const decided = await decide(reviewId, {
      decision: 'merge',
      survivorId: survivor?.customerId,
      basis: review.basis,
      note: 'Married',
    })
    expect(decided).toMatchObject({ status: 'merged', decidedBy: 'api-key:Demo API key' })
    expect(decided.history.map(({ act, note }) => [act, note])).toEqual([
      ['opened', ''],
      ['merged', 'Married'],
    ])
    const customer = await get<CustomerView>(`/v1/customers/${survivor?.customerId}`)
    expect(customer.features.eventCount).toBe(review.merged?.after[0]?.eventCount)
    expect(customer.mergedFrom).toHaveLength(1)

    const after = await get<ReviewDetail>(`/v1/reviews/${reviewId}`)
    expect([after.status, after.sides.length, after.merged]).toEqual(['merged', 1, null])
    const again = await refuse(reviewId, { decision: 'keep-apart' })
    expect([again.status, again.detail]).toEqual([409, expect.stringContaining('closed')])
  })

  it('keeps them apart for good', async () => {
    const reviewId = await sendSharedBrowser(platform, 'apart')
    const { customers } = await decide(reviewId, { decision: 'keep-apart' })
    await sendInOrder(platform, [
      { anonymousId: 'browser-apart', traits: { email: 'howard@apart.example.com' } },
    ])
    const ids = await Promise.all(
      ['grace', 'howard'].map((name) => customerOf(platform, `email:${name}@apart.example.com`)),
    )
    expect(ids.sort()).toEqual(customers.map(({ customerId }) => customerId).sort())
    const { reviews } = await get<ReviewList>('/v1/reviews?status=kept-apart')
    expect(reviews.map((review) => review.reviewId)).toEqual([reviewId])
  })

  it('is refused when something was decided about either since', async () => {
    const reviewId = await sendSharedBrowser(platform, 'stale')
    const { basis, customers } = await get<ReviewDetail>(`/v1/reviews/${reviewId}`)
    await sendInOrder(platform, [{ traits: { email: 'third@stale.example.com' } }])
    const third = await customerOf(platform, 'email:third@stale.example.com')
    await post('/v1/merges', { customerIds: [third, customers[0]?.customerId] })
    const stale = await refuse(reviewId, { decision: 'keep-apart', basis })
    expect([stale.status, stale.code]).toEqual([409, 'conflict'])
    expect((await get<ReviewDetail>(`/v1/reviews/${reviewId}`)).status).toBe('open')
  })
})

describe('a review of too many customers', () => {
  it('merges those that are chosen', async () => {
    const reviewId = await sendTooManyCustomers(platform)
    const review = await get<ReviewDetail>(`/v1/reviews/${reviewId}`)
    expect(review.sides).toHaveLength(4)
    expect(review.merged?.before).toHaveLength(4)
    const [first, second, third] = review.sides.map(({ customerId }) => customerId).sort()
    const foreign = await refuse(reviewId, {
      decision: 'merge',
      customerIds: [first, 'cus_01aaaaaaaaaaaaaaaaaaaa'],
    })
    expect(foreign.status).toBe(404)
    await decide(reviewId, { decision: 'merge', customerIds: [first, second, third] })
    const { mergedFrom } = await get<CustomerView>(`/v1/customers/${third}`)
    expect(mergedFrom.sort()).toEqual([second, third])
    expect((await get<MergeList>(`/v1/merges?customerId=${first}`)).total).toBe(2)
  })
})

describe('a review of a shared identifier', () => {
  it('proposes who may hide behind it; a split takes them out', async () => {
    const phone = '020 7946 0777'
    const people = Array.from({ length: 7 }, (_, index) => `till${index}@shop.example.com`)
    for (const email of people) await sendInOrder(platform, [{ traits: { email, phone } }])
    const { reviews } = await get<ReviewList>('/v1/reviews?reason=shared-identifier')
    expect(reviews).toHaveLength(1)
    const reviewId = reviews[0]?.reviewId ?? ''
    expect(reviews[0]?.identifiers).toEqual(['phone:+442079460777'])
    const { proposedSplits, basis } = await get<ReviewDetail>(`/v1/reviews/${reviewId}`)
    const [proposed] = proposedSplits
    if (proposed === undefined) throw new Error('nothing was proposed')
    expect(proposed.identifiers.some((key) => key.startsWith('email:till'))).toBe(true)

    const { customerId, identifiers } = proposed
    const identity = await get<CustomerIdentityView>(`/v1/customers/${customerId}/identity`)
    expect(identity.identifiers.filter(({ isShared }) => isShared).map(({ type }) => type)).toEqual(['phone'])
    const foreign = await refuse(reviewId, {
      decision: 'split',
      customerId,
      identifiers: ['email:x@y.example'],
    })
    expect([foreign.status, foreign.errors?.[0]?.pointer]).toEqual([422, '/identifiers'])
    const decided = await decide(reviewId, { decision: 'split', customerId, identifiers, basis })
    expect(decided.status).toBe('split')
    const email = identifiers.find((key) => key.startsWith('email:')) ?? ''
    expect(await customerOf(platform, email)).not.toBe(customerId)
  })
})

describe('the review queue', () => {
  it('is found by status, reason and assignee, page by page, newest first', async () => {
    const all = await get<ReviewList>('/v1/reviews?status=all&limit=200')
    expect(all.reviews.length).toBe(all.total)
    expect(all.total).toBeGreaterThan(3)
    const ids: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: ReviewList = await get(`/v1/reviews?status=all&limit=2${cursor && `&cursor=${cursor}`}`)
      ids.push(...page.reviews.map(({ reviewId }) => reviewId))
      cursor = page.nextCursor
    }
    expect(ids).toEqual(all.reviews.map(({ reviewId }) => reviewId))
    const open = await get<ReviewList>('/v1/reviews')
    expect(open.total).toBe(all.reviews.filter(({ status }) => status === 'open').length)
    const ofDevices = await get<ReviewList>('/v1/reviews?status=all&reason=shared-device')
    expect(ofDevices.total).toBe(all.reviews.filter(({ reason }) => reason === 'shared-device').length)
  })

  it('notes who looks after a review', async () => {
    const reviewId = await sendSharedBrowser(platform, 'assigned')
    const assign = (assignedTo: unknown) =>
      platform.api(`/v1/reviews/${reviewId}/assignee`, {
        method: 'PUT',
        body: JSON.stringify({ assignedTo }),
        headers: { 'content-type': 'application/json' },
      })
    const { email } = demoCredentials.manager
    const assigned = (await (await assign(email.toUpperCase())).json()) as ReviewView
    expect(assigned).toMatchObject({
      assignedTo: email,
      history: [{ act: 'opened' }, { act: 'assigned', note: email }],
    })
    const found = await get<ReviewList>(`/v1/reviews?assignedTo=${encodeURIComponent(email)}`)
    expect(found.reviews.map((review) => review.reviewId)).toEqual([reviewId])
    const nobodys = await get<ReviewList>('/v1/reviews?assignedTo=nobody')
    expect(nobodys.reviews.map((review) => review.reviewId)).not.toContain(reviewId)

    for (const wrong of [demoCredentials.customer.email, 'nobody@x.example', 'not an e-mail', 7, undefined]) {
      const response = await assign(wrong)
      expect([wrong, response.status]).toEqual([wrong, 422])
      await response.text()
    }
    expect(await (await assign(null)).json()).toMatchObject({ assignedTo: null })
    await decide(reviewId, { decision: 'keep-apart' })
    expect((await assign(email)).status).toBe(409)
  })

  it.each(['status=gone', 'reason=none', 'limit=0', 'cursor=e30'])('answers 422 to %s', async (query) =>
    expect((await refused(platform, 'GET', `/v1/reviews?${query}`)).status).toBe(422),
  )

  it('refuses decisions that are none, and reviews that are not there', async () => {
    const reviewId = await sendSharedBrowser(platform, 'wrong')
    const wrong = [
      {},
      { decision: 'guess' },
      { decision: 'merge', customerIds: ['one'] },
      { decision: 'split', customerId: 'x', identifiers: [] },
      { decision: 'keep-apart', note: 'x'.repeat(1_001) },
    ]
    for (const body of wrong) expect((await refuse(reviewId, body)).status).toBe(422)
    const notShared = await refuse(reviewId, { decision: 'not-shared' })
    expect([notShared.status, notShared.errors?.[0]?.pointer]).toEqual([422, '/decision'])
    expect((await refuse('rev_none', { decision: 'keep-apart' })).status).toBe(404)
    expect((await refused(platform, 'GET', '/v1/reviews/rev_none')).status).toBe(404)
    const other = { authorization: `Bearer ${otherKey}` }
    expect((await refused(platform, 'GET', `/v1/reviews/${reviewId}`, undefined, other)).status).toBe(404)
    const theirs = { decision: 'keep-apart' }
    const path = `/v1/reviews/${reviewId}/decision`
    expect((await refused(platform, 'POST', path, theirs, other)).status).toBe(404)
    const unassigned = { assignedTo: null }
    const assignee = `/v1/reviews/${reviewId}/assignee`
    expect((await refused(platform, 'PUT', assignee, unassigned, other)).status).toBe(404)
  })
})

describe('the rules of identity', () => {
  it('are the default until they are changed, each change with a version of its own', async () => {
    const { version, ...rules } = await get<IdentityRules>('/v1/identity/rules')
    expect({ version, ...rules }).toEqual(defaultIdentityRules)
    const changed = await answered<IdentityRules>(platform, 'PUT', '/v1/identity/rules', {
      ...rules,
      maxMergedCustomers: 2,
    })
    expect(changed).toEqual({ ...rules, maxMergedCustomers: 2, version: version + 1 })
    expect(await get<IdentityRules>('/v1/identity/rules')).toEqual(changed)
    const again = await answered<IdentityRules>(platform, 'PUT', '/v1/identity/rules', rules)
    expect(again).toEqual({ ...rules, version: version + 2 })
  })

  it('that cannot be are refused, with a pointer', async () => {
    const { version, ...rules } = defaultIdentityRules
    const put = (body: unknown) => refused(platform, 'PUT', '/v1/identity/rules', body)
    expect((await put({ ...rules, maxMergedCustomers: 0 })).errors?.[0]?.pointer).toBe('/maxMergedCustomers')
    expect((await put({ ...rules, limits: { phone: { maxCount: 0, windowDays: null } } })).status).toBe(422)
    expect((await put({ ...rules, limits: { shoe_size: { maxCount: 1, windowDays: null } } })).status).toBe(
      422,
    )
    expect((await put({ maxMergedCustomers: 3 })).status).toBe(422)
  })
})
