import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patronClient } from '#shared/contracts/client.ts'
import type { CustomerList } from '#shared/contracts/customers.ts'
import type { DryRunRules, RulesDryRun } from '#shared/contracts/identity.ts'
import { problemSchema } from '#shared/contracts/problems.ts'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform

/** Ada under two e-mails that her card ties together, and Grace with one. */
const visits = [
  { email: 'ada@home.example' },
  { email: 'ada@work.example' },
  { email: 'ada@home.example', loyaltyId: 'CARD-0001' },
  { email: 'ada@work.example', loyaltyId: 'CARD-0001' },
  { email: 'grace@home.example' },
]

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 2 })
  for (const [index, traits] of visits.entries()) {
    // One after the other, so that they are recorded in this order and in several segments.
    await platform.track('identify', {
      messageId: `visit-${index}`,
      userId: undefined,
      anonymousId: `browser-${index}`,
      traits,
    })
    await platform.settled()
  }
})
afterAll(() => platform?.remove())

function dryRun(body: unknown): Promise<Response> {
  return platform.api('/v1/identity/rules/dry-run', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

async function found(rules: DryRunRules['rules']): Promise<RulesDryRun> {
  const client = patronClient({
    baseUrl: platform.apiUrl,
    fetch: ({ url, method, body }) =>
      platform.api(new URL(url).pathname, {
        method,
        body,
        headers: { 'content-type': 'application/json' },
        duplex: 'half',
      } as RequestInit),
  })
  const answer = await client.dryRunIdentityRules({ rules })
  if (!answer.ok) throw new Error(answer.failure.message)
  return answer.value
}

function customers(): Promise<CustomerList> {
  return platform.get<CustomerList>('/v1/customers?sort=firstSeenAt&order=asc')
}

describe('a dry run of identity rules', () => {
  it('tells of the customer that a tighter e-mail limit would split, and changes nothing', async () => {
    const before = await customers()
    expect(before.total).toBe(2)
    const result = await found({ limits: { email: { maxCount: 1, windowDays: null } } })
    expect(result).toMatchObject({
      eventCount: 5,
      isComplete: true,
      customerCountBefore: 2,
      customerCountAfter: 3,
      mergeCount: 0,
      splitCount: 1,
      reviewCountBefore: 0,
      reviewCountAfter: 1,
      merges: [],
    })
    const [ada] = (await platform.get<CustomerList>('/v1/customers?identifier=email:ada@work.example'))
      .customers
    expect(result.splits).toEqual([
      {
        customerIds: [ada?.id],
        identifiers: ['email:ada@home.example', 'email:ada@work.example'],
        eventCount: 4,
      },
    ])
    expect(await customers()).toEqual(before)
    expect(await platform.get('/v1/identity/rules')).toEqual(defaultIdentityRules)
  })

  it('tells of nothing when the rules are loosened without need, or not changed', async () => {
    for (const rules of [
      { limits: { email: { maxCount: 50, windowDays: null } } },
      { limits: { email: null } },
      {},
    ]) {
      expect(await found(rules)).toMatchObject({
        eventCount: 5,
        mergeCount: 0,
        splitCount: 0,
        customerCountBefore: 2,
        customerCountAfter: 2,
      })
    }
  })

  it.each([
    [{}, '/rules'],
    [{ rules: { limits: { email: { maxCount: 0, windowDays: null } } } }, '/rules/limits/email/maxCount'],
    [{ rules: { maxMergedCustomers: '3' } }, '/rules/maxMergedCustomers'],
    [{ rules: { version: 9 } }, '/rules'],
    [{ rules: { limits: { fax: null } } }, '/rules/limits'],
  ])('answers 422 to %j', async (body, pointer) => {
    const response = await dryRun(body)
    expect(response.status).toBe(422)
    expect(problemSchema.parse(await response.json()).errors?.[0]?.pointer).toBe(pointer)
  })

  it('keeps apart in both runs what a person took apart', async () => {
    const [ada] = (await platform.get<CustomerList>('/v1/customers?identifier=email:ada@work.example'))
      .customers
    const split = await platform.api(`/v1/customers/${ada?.id}/splits`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ identifiers: ['email:ada@work.example'] }),
    })
    expect(split.status).toBe(201)
    const result = await found({ limits: { email: { maxCount: 1, windowDays: null } } })
    expect(result).toMatchObject({
      customerCountBefore: 3,
      customerCountAfter: 3,
      mergeCount: 0,
      splitCount: 0,
    })
  })
})
